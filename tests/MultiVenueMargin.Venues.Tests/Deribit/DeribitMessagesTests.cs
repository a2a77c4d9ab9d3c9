using System.Text;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Venues.Exchanges.Deribit;
using MultiVenueMargin.Venues.Links;
using MultiVenueMargin.Venues.Numbers;
using MultiVenueMargin.Venues.Updates;

namespace MultiVenueMargin.Venues.Tests.Deribit;

/// <summary>Small messages made up in the forms that Deribit sends, one quirk each.</summary>
public sealed class DeribitMessagesTests
{
    private const string Row = """
        "balance":"10.5","equity":10.75,"margin_balance":"9","options_value":-0.25,"initial_margin":"1.5","maintenance_margin":0.5,"available_funds":7.5
        """;

    [Fact]
    public void Portfolio_OfACurrencyApart_TellsItsBalanceItsSessionsProfitAndItsMargin()
    {
        var read = Push("user.portfolio.btc", $$"""{"currency":"BTC",{{Row}},"margin_model":"segregated_pm","spot_reserve":"0.125"}""");

        var balance = Assert.IsType<BalanceFact>(Assert.Single(Facts(read)));
        Assert.Equal((new Asset("BTC"), 10.5m, 0.5m), (balance.Asset, balance.Balance.Value, balance.UnrealisedProfit.Value));
        var margin = Assert.Single(read.Updates.OfType<MarginTold>());
        Assert.Equal(("BTC", "segregated_pm", new Asset("BTC")), (margin.Pool, margin.Model, margin.Currency));
        Assert.Equal((10.75m, 9m, 1.5m, 0.5m, 7.5m), (margin.Equity, margin.MarginBalance, margin.InitialMargin, margin.MaintenanceMargin, margin.Available));
        Assert.Equal([new MarginComponent("spot_reserve", 0.125m)], margin.Components);
    }

    [Fact]
    public void Portfolio_WithCrossCollateral_StatesTheAccountOnceInDollarsByTheSmallerEquity()
    {
        const string Totals = """
            "cross_collateral_enabled":true,"total_equity_usd":"100.000000019","total_margin_balance_usd":"90.000000019","total_initial_margin_usd":"20.000000011","total_maintenance_margin_usd":"15"
            """;

        var read = Answer(DeribitQuestion.AccountSummaries, $$"""
            {"summaries":[{"currency":"BTC",{{Row}},{{Totals}}},{"currency":"USDC",{{Row}},{{Totals}}}]}
            """);

        Assert.Equal(2, Facts(read).OfType<BalanceFact>().Count());
        var statement = Assert.Single(Facts(read).OfType<StatementFact>());
        Assert.Equal((new Usd(90.00000001m), new Usd(20.00000002m), new Usd(15m)), (statement.Equity, statement.InitialMargin, statement.MaintenanceMargin));
        Assert.Equal(("cross", 20.000000011m), Assert.Single(read.Updates.OfType<MarginTold>()) is { } told ? (told.Pool, told.InitialMargin) : default);
        Assert.Equal(FeedParts.Balances | FeedParts.Statement, Assert.Single(read.Updates.OfType<HoldingsTold>()).Complete);
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void Summaries_WhoseRowsContradictEachOther_GiveTheCarefulFiguresAndSaySo()
    {
        static string Totals(string equity, string margin) =>
            $"\"cross_collateral_enabled\":true,\"total_equity_usd\":{equity},\"total_initial_margin_usd\":{margin}";

        var read = Answer(DeribitQuestion.AccountSummaries, $$"""
            {"summaries":[{"currency":"BTC",{{Row}},{{Totals("100", "20")}}},{"currency":"ETH",{{Row}},{{Totals("101", "21")}}}]}
            """);

        var margin = Assert.Single(read.Updates.OfType<MarginTold>());
        Assert.Equal((100m, 21m), (margin.Equity, margin.InitialMargin));
        Assert.Null(margin.MaintenanceMargin);
        Assert.Equal(RemarkKind.Contradiction, Assert.Single(read.Remarks).Kind);
    }

    [Theory]
    [InlineData("BTC-PERPETUAL", "future", "-60.0", "-0.0005", "sell", "-60")]
    [InlineData("BTC_USDC-PERPETUAL", "future", "54.7", "0.0005", "buy", "0.0005")]
    [InlineData("ETH_USDC-26JUN26", "future", "-4000", "-1", "sell", "-1")]
    [InlineData("BTC-26JUN26-100000-C", "option", "-1.5", null, "sell", "-1.5")]
    [InlineData("BTC_USDC-26JUN26-100000-P", "option", "2", null, "buy", "2")]
    [InlineData("BTC-PERPETUAL", "future", "0", "0", "zero", "0")]
    public void Position_OfAnyKind_IsCountedInTheUnitsThatItHolds(string name, string kind, string size, string? coins, string direction, string expected)
    {
        var inCoins = coins is null ? "null" : $"\"{coins}\"";

        var read = Answer(DeribitQuestion.AllPositions, $$"""
            [{"instrument_name":"{{name}}","kind":"{{kind}}","direction":"{{direction}}","size":{{size}},"size_currency":{{inCoins}},"average_price":21731.29}]
            """);

        var position = Assert.IsType<PositionFact>(Assert.Single(Facts(read)));
        Assert.Equal((name, expected), (position.Instrument.Code, position.Quantity.ToString()));

        // What was won since the entry is in the balance already, day by day.
        Assert.Null(position.AverageEntry);
        Assert.Equal(21731.29m, Assert.Single(read.Updates.OfType<PositionTold>()).Entry!.Value.Value);
    }

    [Theory]
    [InlineData("""{"instrument_name":"BTC-PERPETUAL","kind":"future","direction":"sell","size":60}""", "direction")]
    [InlineData("""{"instrument_name":"BTC-PERPETUAL","kind":"future","direction":"sell"}""", "size is missing")]
    [InlineData("""{"instrument_name":"BTC_USDC-PERPETUAL","kind":"future","direction":"buy","size":60}""", "size_currency is missing")]
    [InlineData("""{"instrument_name":"BTC-PERPETUAL","kind":"swaption","direction":"buy","size":60}""", "kind")]
    [InlineData("""{"kind":"future","direction":"buy","size":60}""", "instrument_name is missing")]
    [InlineData("""{"instrument_name":"BTC-PERPETUAL","kind":"future","direction":"buy","size":"1e30"}""", "size")]
    public void Position_ThatCannotBeRead_LeavesNothingOfTheAnswer(string row, string reason)
    {
        const string Good = """{"instrument_name":"ETH-PERPETUAL","kind":"future","direction":"buy","size":1}""";

        var failed = Assert.IsType<ReadingFailed>(DeribitAnswers.Read(DeribitQuestion.AllPositions, Bytes($$"""{"id":7,"result":[{{Good}},{{row}}]}""")));

        Assert.Equal((VenueErrorKind.Unparsable, RetryAdvice.AfterResync, "7"), (failed.Error.Kind, failed.Error.Retry, failed.Request));
        Assert.Contains(reason, failed.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_OfOneInstrument_TellPositionOrdersAndOwnLiquidationOnly()
    {
        var read = Push("user.changes.any.any.raw", """
            {"instrument_name":"BTC-PERPETUAL",
             "positions":[{"instrument_name":"BTC-PERPETUAL","kind":"future","direction":"buy","size":10,"size_currency":0.0001}],
             "orders":[
              {"order_id":"1","instrument_name":"BTC-PERPETUAL","direction":"sell","order_state":"open","amount":40,"filled_amount":10,"price":100000.5},
              {"order_id":"2","instrument_name":"BTC-PERPETUAL","direction":"buy","order_state":"filled","amount":10,"filled_amount":10,"price":"market_price"},
              {"order_id":"3","instrument_name":"BTC-PERPETUAL","direction":"buy","order_state":"untriggered","amount":10,"filled_amount":0,"price":"market_price"}],
             "trades":[
              {"instrument_name":"BTC-PERPETUAL","direction":"sell","amount":20,"price":99000,"timestamp":1700000000001,"liquidity":"M","liquidation":"T"},
              {"instrument_name":"BTC-PERPETUAL","direction":"sell","amount":30,"price":98000,"timestamp":1700000000002,"liquidity":"T","liquidation":"MT"}]}
            """);

        Assert.Equal(
            [
                new OrderFact("1", new("BTC-PERPETUAL"), OrderSide.Ask, new Quantity(30), new Price(100000.5m)),
                new OrderFact("2", new("BTC-PERPETUAL"), OrderSide.Bid, Quantity.Zero, default),
                new OrderFact("3", new("BTC-PERPETUAL"), OrderSide.Bid, Quantity.Zero, default),
            ],
            Facts(read).OfType<OrderFact>());
        Assert.Equal(10m, Assert.Single(Facts(read).OfType<PositionFact>()).Quantity.Value);
        Assert.Equal(1700000000002, read.Updates.OfType<HoldingsTold>().Single().SaidAt!.Value.ToUnixTimeMilliseconds());
        var notice = Assert.Single(read.Updates.OfType<LiquidationNoticed>());
        Assert.Equal((OrderSide.Ask, 30m, 98000m), (notice.Side, notice.Amount.Value, notice.Price!.Value.Value));
    }

    [Fact]
    public void Order_OnACombination_IsSaidToBeLeftOut()
    {
        var read = Push("user.orders.any.any.raw", """
            {"order_id":"9","instrument_name":"BTC-FS-19MAY26_PERP","direction":"buy","order_state":"open","amount":10,"filled_amount":0,"price":-12.5}
            """);

        Assert.Empty(Facts(read));
        Assert.Equal(RemarkKind.LeftOut, Assert.Single(read.Remarks).Kind);
    }

    [Fact]
    public void Volatility_InPerCentOrAsAShare_IsAShare()
    {
        var ticker = Push("ticker.BTC-1JAN27-1-C.raw", """{"instrument_name":"BTC-1JAN27-1-C","timestamp":1,"mark_price":0.1,"mark_iv":55.5,"best_bid_price":0}""");
        var marks = Push("markprice.options.btc_usd", """[{"instrument_name":"BTC-1JAN27-1-C","timestamp":1,"mark_price":0.1,"iv":0.555}]""");

        var priced = Assert.Single(ticker.Updates.OfType<InstrumentPriced>());
        Assert.Equal(0.555m, priced.ImpliedVolatility);
        Assert.Null(priced.Bid);
        Assert.Equal(0.555m, Assert.Single(marks.Updates.OfType<InstrumentPriced>()).ImpliedVolatility);
    }

    [Fact]
    public void Summaries_OfABookWithACombination_LeaveItOutAndReadTheRest()
    {
        var read = Answer(DeribitQuestion.BookSummaries, """
            [{"instrument_name":"BTC-FS-19MAY26_PERP","creation_timestamp":1,"mark_price":-12.5},
             {"instrument_name":"BTC-PERPETUAL","creation_timestamp":1,"mark_price":100.5,"current_funding":"1e-5"}]
            """);

        var priced = Assert.Single(read.Updates.OfType<InstrumentPriced>());
        Assert.Equal(("BTC-PERPETUAL", 100.5m, 0.00001m), (priced.Instrument.Code, priced.Mark!.Value.Value, priced.Funding!.Value.Value));
        Assert.Equal(TimeSpan.FromHours(8), priced.FundingPeriod);
    }

    [Theory]
    [InlineData("""{"instrument_name":"BTC-PERPETUAL","kind":"future","instrument_type":"reversed","base_currency":"BTC","quote_currency":"USD","settlement_currency":"BTC","settlement_period":"perpetual","contract_size":10.0,"is_active":true}""", "perpetual inverse USD BTC 10")]
    [InlineData("""{"instrument_name":"BTC-27DEC24-100000-C","kind":"option","instrument_type":"reversed","base_currency":"BTC","quote_currency":"BTC","counter_currency":"USD","settlement_currency":"BTC","expiration_timestamp":1735286400000,"option_type":"call","strike":100000.0,"contract_size":1.0,"is_active":true}""", "call 100000 2024-12-27T08 inverse USD BTC 1")]
    [InlineData("""{"instrument_name":"ETH_USDC-27DEC24","kind":"future","instrument_type":"linear","base_currency":"ETH","quote_currency":"USDC","settlement_currency":"USDC","settlement_period":"month","expiration_timestamp":1735286400000,"contract_size":0.01,"is_active":true}""", "future 2024-12-27T08 linear USDC USDC 0.01")]
    [InlineData("""{"instrument_name":"BTC_USDT","kind":"spot","instrument_type":"linear","base_currency":"BTC","quote_currency":"USDT","contract_size":0.0001,"state":"open"}""", "spot BTC USDT 0.0001")]
    public void Instrument_OfAnyKind_IsDefinedWithoutAMultiplier(string row, string expected)
    {
        var listed = Assert.Single(Answer(DeribitQuestion.Instruments, row).Updates.OfType<InstrumentListed>());

        Assert.True(listed.IsOpen);
        Assert.Equal(expected, $"{Describe(listed.Instrument)} {ExactNumber.Format(listed.ContractSize!.Value)}");
    }

    [Theory]
    [InlineData("future_combo", 0)]
    [InlineData("swaption", 1)]
    public void Instrument_OfAKindThatIsNotHeldOrNotKnown_IsNotDefined(string kind, int remarks)
    {
        var read = Answer(DeribitQuestion.Instruments, $$"""[{"instrument_name":"X","kind":"{{kind}}","base_currency":"BTC","quote_currency":"USD"}]""");

        Assert.Empty(read.Updates);
        Assert.Equal(remarks, read.Remarks.Count);
    }

    [Fact]
    public void Field_ThatNobodyKnows_IsNamedAndTheRestIsRead()
    {
        var read = Push("user.portfolio.btc", $$"""{"currency":"BTC",{{Row}},"haircut_of_tomorrow":0.5}""");

        Assert.Equal((RemarkKind.UnknownField, "summary.haircut_of_tomorrow"), Assert.Single(read.Remarks) is { } remark ? (remark.Kind, remark.Field) : default);
        Assert.Single(Facts(read));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1}""")]
    [InlineData("""{"id":1,"result":{"summaries":[]}}""")]
    [InlineData("""{"id":1,"result":{}}""")]
    [InlineData("""{"id":1,"result":"ok"}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public void Summaries_WhenNothingIsAnswered_AreNoEmptyAccount(string answer) =>
        Assert.IsType<ReadingFailed>(DeribitAnswers.Read(DeribitQuestion.AccountSummaries, Bytes(answer)));

    [Fact]
    public void Message_WithOneNameTwice_IsRefused()
    {
        var row = $$"""{"currency":"BTC",{{Row}},"balance":11}""";
        var push = DeribitMessages.Read(PushBytes("user.portfolio.btc", row));

        Assert.IsType<ReadingFailed>(push);
    }

    [Theory]
    [InlineData(10028, VenueErrorKind.RateLimit, RetryAdvice.Later)]
    [InlineData(13009, VenueErrorKind.Auth, RetryAdvice.AfterLogin)]
    [InlineData(13004, VenueErrorKind.Auth, RetryAdvice.Never)]
    [InlineData(11051, VenueErrorKind.Transport, RetryAdvice.Later)]
    [InlineData(-32602, VenueErrorKind.Refused, RetryAdvice.Never)]
    [InlineData(99999, VenueErrorKind.Refused, RetryAdvice.Never)]
    public void Error_ByItsCode_SaysWhatKindItIsAndWhetherToRetry(int code, VenueErrorKind kind, RetryAdvice retry)
    {
        var answer = Bytes($$$"""{"jsonrpc":"2.0","id":3,"error":{"code":{{{code}}},"message":"why","data":null}}""");

        Assert.Equal(new ReadingFailed(new VenueError(kind, retry, $"{code}", "why"), "3"), DeribitMessages.Read(answer));
        Assert.Equal(new ReadingFailed(new VenueError(kind, retry, $"{code}", "why"), "3"), DeribitAnswers.Read(DeribitQuestion.Ticker, answer));
    }

    [Fact]
    public void Message_OfAChannelNobodyAskedFor_IsNamed() =>
        Assert.Equal(
            new ChannelNotHandled("trades.BTC-PERPETUAL.100ms"),
            DeribitMessages.Read(Bytes("""{"method":"subscription","params":{"channel":"trades.BTC-PERPETUAL.100ms","data":[]}}""")));

    [Fact]
    public void Message_HoweverItIsCut_NeverThrows()
    {
        var whole = PushBytes("user.portfolio.btc", $$"""{"currency":"BTC",{{Row}}}""");
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.IsType<ReadingFailed>(DeribitMessages.Read(whole.AsSpan(0, length)));
        }
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static byte[] PushBytes(string channel, string data) =>
        Bytes($$"""{"jsonrpc":"2.0","method":"subscription","params":{"channel":"{{channel}}","data":""" + data + "}}");

    private static UpdatesRead Push(string channel, string data) => Assert.IsType<UpdatesRead>(
        DeribitMessages.Read(PushBytes(channel, data)));

    private static UpdatesRead Answer(DeribitQuestion question, string result) =>
        Assert.IsType<UpdatesRead>(DeribitAnswers.Read(question, Bytes($$"""{"jsonrpc":"2.0","id":1,"result":{{result}},"usOut":1700000000000999}""")));

    private static string Describe(Instrument instrument)
    {
        var kind = instrument switch
        {
            Perpetual => "perpetual",
            EuropeanOption option => $"{(option.Right == OptionRight.Call ? "call" : "put")} {option.Strike} {option.Expiry:yyyy-MM-ddTHH}",
            DatedFuture future => $"future {future.Expiry:yyyy-MM-ddTHH}",
            Spot spot => $"spot {spot.Base} {spot.Quote}",
            _ => "?",
        };
        return instrument is Derivative { Multiplier: 1m } derivative
            ? $"{kind} {(derivative.IsInverse ? "inverse" : "linear")} {derivative.Quote} {derivative.Settlement}"
            : kind;
    }

    private static IEnumerable<FeedFact> Facts(UpdatesRead read) => read.Updates.OfType<HoldingsTold>().SelectMany(each => each.Facts);
}
