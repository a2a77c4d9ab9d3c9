using System.Text;
using MultiVenueMargin.Venues.Exchanges.Deribit;
using MultiVenueMargin.Venues.Tests.Fixtures;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Tests.Deribit;

/// <summary>Which reader a file of fixtures is for, by its name; and what is not read, with the reason.</summary>
internal static class DeribitChannels
{
    public static IReadOnlyDictionary<string, string> NotHandled { get; } = new Dictionary<string, string>
    {
        ["fix-"] = "the adapter speaks JSON-RPC; FIX tells nothing that it does not",
        ["http-get_combos"] = "a combination is traded and never held: its legs are instruments of their own",
        ["ws-estimated_expiration_price"] = "an estimate is no delivery price; the ticker has that once it is published",
        ["ws-book"] = "depth is not read yet; half spreads come from the ticker",
        ["ws-incremental_ticker"] = "the full ticker is subscribed to instead",
        ["ws-perpetual"] = "the ticker has the funding rate",
        ["ws-trades"] = "other people's trades bear on no margin",
        ["ws-chart"] = "candles bear on no margin",
        ["ws-rfq"] = "requests for quotes bear on no margin",
        ["ws-block"] = "block trades reach positions through user.changes",
        ["ws-user.mmp_trigger"] = "market maker protection cancels orders, which user.changes tells",
        ["ws-user.access_log"] = "logins bear on no margin",
        ["ws-user.combo_trades"] = "a combination's legs are told by user.changes",
        ["fetchMyTrades"] = "trades are told by the positions they make",
        ["fetchTrades"] = "other people's trades bear on no margin",
        ["fetchOrderBook"] = "depth is not read yet",
        ["fetchOHLCV"] = "candles bear on no margin",
        ["fetchFunding"] = "history of funding is read by no part yet",
        ["fetchDeposit"] = "transfers are not read yet",
        ["fetchWithdrawals"] = "transfers are not read yet",
        ["fetchTransfers"] = "transfers are not read yet",
        ["fetchGreeks"] = "greeks are computed here",
        ["fetchAllGreeks"] = "greeks are computed here",
    };

    private static readonly Dictionary<string, DeribitQuestion> Questions = new(StringComparer.Ordinal)
    {
        ["http-get_account_summaries"] = DeribitQuestion.AccountSummaries,
        ["http-get_positions"] = DeribitQuestion.AllPositions,
        ["http-get_open_orders"] = DeribitQuestion.AllOpenOrders,
        ["http-get_open_orders_by_currency"] = DeribitQuestion.AllOpenOrders,
        ["http-get_instruments"] = DeribitQuestion.Instruments,
        ["http-get_instrument"] = DeribitQuestion.Instruments,
        ["http-ticker"] = DeribitQuestion.Ticker,
        ["http-get_book_summary_by_currency"] = DeribitQuestion.BookSummaries,
        ["http-get_book_summary_by_instrument"] = DeribitQuestion.BookSummaries,
        ["fetchBalance"] = DeribitQuestion.AccountSummaries,
        ["fetchPositions"] = DeribitQuestion.AllPositions,
        ["fetchOpenOrders"] = DeribitQuestion.AllOpenOrders,
        ["fetchTicker"] = DeribitQuestion.Ticker,
        ["fetchTickers"] = DeribitQuestion.BookSummaries,
        ["fetchOpenInterest"] = DeribitQuestion.BookSummaries,
        ["markets"] = DeribitQuestion.Instruments,
    };

    // Every message of these, seen or unseen, is read without loss.
    private static readonly HashSet<string> Pushes =
    [
        "ws-user.portfolio", "ws-user.changes", "ws-user.orders", "ws-user.trades", "ws-user.lock", "ws-platform_state", "ws-ticker", "ws-quote",
        "ws-markprice.options", "ws-deribit_price_index", "ws-deribit_volatility_index", "ws-instrument.state", "ws-heartbeat", "ws-error",
        "ws-subscribe-response",
    ];

    public static bool IsClaimed(string file) => Pushes.Contains(file) || Questions.ContainsKey(file);

    /// <summary>What the adapter makes of a case; absent where no reader is for its file, which is a finding.</summary>
    public static VenueReading? Read(FixtureCase each)
    {
        if (each.File.StartsWith("ws-", StringComparison.Ordinal))
        {
            return DeribitMessages.Read(each.Message);
        }

        // The metadata of markets are rows without their envelope.
        var message = each.File == "markets" ? Encoding.UTF8.GetBytes($"{{\"result\":{each.Payload.GetRawText()}}}") : each.Message;
        return Questions.TryGetValue(each.File, out var question) ? DeribitAnswers.Read(question, message) : null;
    }
}
