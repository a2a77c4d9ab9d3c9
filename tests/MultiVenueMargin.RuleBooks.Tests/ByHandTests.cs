using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.RuleBooks.Tests;

/// <summary>One venue of each sample under a rule book, worked from the sample's numbers and the page of the rule book alone: docs/rule-books/BY-HAND.md.</summary>
public sealed class ByHandTests
{
    /// <summary>
    /// 85 · 88 228.15 · 1.0002 = 7 500 892.62855 USD. · 2.5 % − 16 300 = 171 222.31571375; / 20 = 375 044.6314275.
    /// (2 150 000 + 85 · (88 228.15 − 86 940.5)) · 1.0002 = 2 259 450.25 · 1.0002 = 2 259 902.14005.
    /// </summary>
    [Fact]
    public void BasisTwoVenues_WhenUnderBinanceFutures_IsAsByHand() => Check(
        Evaluate("basis-two-venues", "binance", "binance-um"),
        equity: 2_259_902.14005m,
        ("position", "BTCUSDT", 375_044.6314275m, 171_222.31571375m));

    /// <summary>
    /// Coins times index: 120 · 88 250 = 10 590 000 and 900 · 2 962.4 = 2 666 160. All four are more than 5 % out of the money (14.2, 15.1, 15.9, 21.1 %), so that each asks
    /// 10 % and its mark to enter, 7.5 % and its mark to keep. 10 590 000 · 0.10672 and 0.08172; 10 590 000 · 0.107585 and 0.082585; 2 666 160 · 0.113482 and 0.088482;
    /// 2 666 160 · 0.11129 and 0.08629. The long put asks nothing. Equity, options apart: 11.5 · 88 250 + 190 · 2 962.4 = 1 014 875 + 562 856.
    /// </summary>
    [Fact]
    public void ShortStrangleHedged_WhenUnderDeribitStandard_IsAsByHand() => Check(
        Evaluate("short-strangle-hedged", "deribit", "deribit-sm"),
        equity: 1_577_731m,
        ("short option", "BTC-27MAR26-102000-C@deribit", 1_139_325.15m, 874_575.15m),
        ("short option", "BTC-27MAR26-76000-P@deribit", 1_130_164.8m, 865_414.8m),
        ("short option", "ETH-27MAR26-2500-P@deribit", 302_561.16912m, 235_907.16912m),
        ("short option", "ETH-27MAR26-3600-C@deribit", 296_716.9464m, 230_062.9464m));

    /// <summary>
    /// 21 500 · 100 USD / 88 236.9 = 24.3662... BTC, at 88 250 worth 2 150 319.19752392: in the tier to 2.4 million, 1.5 and 2 %: 32 254.78796286 and 43 006.38395048.
    /// Profit 2 150 000 · (88 236.9 − 92 400)/(92 400 · 88 236.9) = −1.09782493300613 BTC; (9.4 − 1.09782493300613) · 88 250 = 732 666.94966220, at rate one.
    /// </summary>
    [Fact]
    public void InverseBtc_WhenUnderOkxMultiCurrency_IsAsByHand() => Check(
        Evaluate("inverse-btc", "okx", "okx-mcm"),
        equity: 732_666.94966220m,
        ("position", "BTC-USD-SWAP@okx", 43_006.38395048m, 32_254.78796286m));

    /// <summary>
    /// ETH: 1 150 · 2 963.1 · 0.9999 = 3 407 224.2435 at 25x: / 25, half of it to keep. SOL: 12 500 · 128.49 · 0.9999 = 1 605 964.3875 at 20x: / 20, half of it to keep.
    /// (510 000 + 1 150 · (3 011.2 − 2 963.1) + 12 500 · (128.49 − 131.9)) · 0.9999 = (510 000 + 55 315 − 42 625) · 0.9999 = 522 690 · 0.9999 = 522 637.731.
    /// </summary>
    [Fact]
    public void CrossChainCollateral_WhenUnderHyperliquid_IsAsByHand() => Check(
        Evaluate("cross-chain-collateral", "hyperliquid", "hyperliquid"),
        equity: 522_637.731m,
        ("position", "ETH", 136_288.96974m, 68_144.48487m),
        ("position", "SOL", 80_298.219375m, 40_149.1096875m));

    /// <summary>
    /// In USD, at 1.0002: BTC 18 · 88 228.15 = 1 588 424.32134; ETH 520 · 2 961.35 = 1 540 209.9804; SOL 3 800 · 128.4 = 488 017.584.
    /// To keep: · 2.5 % − 16 300 = 23 410.6080335; · 10 % − 135 365 = 18 655.99804; · 5 % − 2 500 = 21 900.8792 (the ladder that stands in, from 100 000).
    /// To enter: / 20 = 79 421.216067; / 5 = 308 041.99608; / 10 = 48 801.7584. With all bids filled BTC is 24 · 88 228.15 · 1.0002 = 2 117 899.09512, / 20 = 105 894.954756,
    /// 26 473.738689 more; SOL 6 300 · 128.4 · 1.0002 = 809 081.784, now in the bracket from 500 000, / 5 = 161 816.3568, 113 014.5984 more.
    /// USDT: 690 000 + 18 · 1 108.15 + 520 · 28.65 − 3 800 · 5.8 = 702 804.7; · 1.0002 = 702 945.26094. BNB: 350 · 641.3 · 0.7 = 157 118.5. The bid at 88 600 would lose
    /// 6 · 371.85 · 1.0002 = 2 231.54622 at once. Together 857 832.21472.
    /// </summary>
    [Fact]
    public void PoolsAndOrders_WhenUnderBinancePortfolio_IsAsByHand() => Check(
        Evaluate("pools-and-orders", "binance", "binance-pm"),
        equity: 857_832.21472m,
        ("orders", "BTCUSDT", 26_473.738689m, 0m),
        ("orders", "SOLUSDT", 113_014.5984m, 0m),
        ("position", "BTCUSDT", 79_421.216067m, 23_410.6080335m),
        ("position", "ETHUSDT", 308_041.99608m, 18_655.99804m),
        ("position", "SOLUSDT", 48_801.7584m, 21_900.8792m));

    /// <summary>
    /// 11.5 · 88 229.3 · 1.0002 = 1 014 839.87739 USD: · 2.5 % − 16 300 = 9 070.99693475; / 20 = 50 741.9938695. (730 000 − 11.5 · 329.3) · 1.0002 = 726 213.05 · 1.0002 =
    /// 726 358.29261. The instrument nobody lists is named.
    /// </summary>
    [Fact]
    public void UnknownAndStale_WhenUnderBybitUnified_IsAsByHand()
    {
        var report = Evaluate("unknown-and-stale", "bybit", "bybit-uta");

        Check(report, equity: 726_358.29261m, ("position", "BTCUSDT", 50_741.9938695m, 9_070.99693475m));
        Assert.Contains(report.NotModelled, gap => gap.Subject == "MON-PERP-USDT@bybit");
    }

    private static ModelReport Evaluate(string sample, string venue, string model)
    {
        var folder = Path.Combine(RepositoryFolder.Samples, sample);
        var market = new PricedMarket(
            MarketFile.Load(Path.Combine(folder, "market.json")).Content!, RulesFile.Load(Path.Combine(folder, "rules.json")).Content!);
        var book = BookFile.Load(Path.Combine(folder, "book.json")).Content!;
        return ModelCatalogue.Shipped.Find(model)!.Evaluate(ModelBook.Of(book, PoolId.Cross, market, new LocationId(venue)));
    }

    private static void Check(ModelReport report, decimal equity, params (string Name, string Of, decimal Initial, decimal Maintenance)[] parts)
    {
        var made = report.Components.OrderBy(part => part.Name, StringComparer.Ordinal).ThenBy(part => part.Of, StringComparer.Ordinal).ToList();

        Assert.Equal(parts.Select(part => (part.Name, part.Of)), made.Select(part => (part.Name, part.Of)));
        foreach (var (byHand, part) in parts.Zip(made))
        {
            Near.Equal(byHand.Initial, part.Initial.Amount, 0.00000002m);
            Near.Equal(byHand.Maintenance, part.Maintenance.Amount, 0.00000002m);
        }

        Near.Equal(equity, report.Equity.Amount, 0.00000002m);
    }
}
