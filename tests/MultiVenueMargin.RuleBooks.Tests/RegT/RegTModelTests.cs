using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.RuleBooks.Tests.Clearing;
using static MultiVenueMargin.RuleBooks.Tests.Clearing.ClearingDesk;

namespace MultiVenueMargin.RuleBooks.Tests.RegT;

/// <summary>A coin is taken for a stock. Options of no volatility are worth what they are in the money.</summary>
public sealed class RegTModelTests
{
    private static readonly IMarginModel RegT = Model("reg-t");

    [Fact]
    public void RegT_WhenACoinIsBoughtOnCredit_AsksHalfToEnterAndAQuarterToKeep()
    {
        var report = RegT.Evaluate(Book([], (Btc, 1m), (Asset.Usd, -50_000m)));

        Assert.Equal((new Usd(50_000m), new Usd(25_000m), new Usd(50_000m)), (report.Initial, report.Maintenance, report.Equity));
        Assert.Equal("BTC: long stock", report.Binding);
    }

    [Theory]
    [InlineData(-75_000, false)]
    [InlineData(-75_000.01, true)]
    public void RegT_WhenEquityIsOnTheLine_DoesNotAct(decimal debt, bool acts) =>
        Assert.Equal(acts, RegT.Evaluate(Book([], (Btc, 1m), (Asset.Usd, debt))).Acts);

    /// <summary>A short call and one above it that bounds its loss to 10: of 256 underlyings all are searched, of 257 each has a share of one series, and its short call stands alone at 5 + 0.2 · 105 = 26.</summary>
    [Theory]
    [InlineData(256, 10, 0)]
    [InlineData(257, 26, 257)]
    public void RegT_WhenABookHasManyUnderlyings_SearchesWithinBoundsAndSaysSo(int units, decimal each, int gaps)
    {
        var options = Enumerable.Range(1, units).SelectMany(unit => new[] { 100m, 110m }.Select(strike => new EuropeanOption(
            new($"U{unit}-{strike}"), new($"U{unit}"), ContractStyle.Linear, Asset.Usd, 1m, Now.AddDays(20), OptionRight.Call, new(strike)))).ToList();
        var prices = options.Select(option => new Asset(option.Unit.Code)).Distinct().ToDictionary(coin => coin, _ => new AssetMark { Mark = new(105m), AsOf = Now });
        prices.Add(Asset.Usd, new AssetMark { Mark = new(1m), AsOf = Now });
        var market = new MarketSnapshot
        {
            Version = new("many-1"),
            AsOf = Now,
            Prices = prices,
            Instruments = options.ToDictionary(option => option.Id, option => (Instrument)option),
            Marks = options.ToDictionary(option => option.Id, _ => new InstrumentMark { ImpliedVolatility = 0.0001, Forward = new(105m), AsOf = Now }),
            Units = new Dictionary<RiskUnit, UnitMarket>(),
        };
        var book = new Book
        {
            Account = new(new("fund"), "main"),
            Positions = [.. options.Select(option => new Position { Venue = Venue, Instrument = option.Id, Quantity = new(option.Strike.Value == 100m ? -1m : 1m), AsOf = Now })],
        };

        var report = RegT.Evaluate(ModelBook.Of(book, PoolId.Cross, new PricedMarket(market, RuleSet.Default)));

        Assert.Equal(units * each, report.Maintenance.Amount, 4);
        Assert.Equal(gaps, report.NotModelled.Count(gap => gap.Reason.StartsWith("too many series", StringComparison.Ordinal)));
    }

    [Fact]
    public void RegT_WhenACoinIsBorrowed_AsksForShortStock()
    {
        var report = RegT.Evaluate(Book([], (Eth, -10m), (Usdc, 70_000m)));
        Assert.Equal((new Usd(20_000m), new Usd(12_000m), new Usd(30_000m)), (report.Initial, report.Maintenance, report.Equity));
    }

    /// <summary>
    /// 1.5 coins and two calls at 110 000: the calls are covered by one and a half coins (25 000 a coin), and half a call stands alone
    /// at max(20 000 − 10 000, 10 000).
    /// </summary>
    [Fact]
    public void RegT_WhenCoinsCoverPartOfTheCalls_AsksTheRestNaked()
    {
        var report = RegT.Evaluate(Book([(Call(110_000m), -2m)], (Btc, 1.5m)));

        Assert.Equal(37_500m + 5_000m, report.Maintenance.Amount, 3);
        Assert.Equal(["covered call", "naked call"], report.Components.Select(component => component.Name).Order());
    }

    /// <summary>Sides of an iron condor, 10 000 wide, cannot both lose; option values are in no equity.</summary>
    [Fact]
    public void RegT_WhenOptionsAreAnIronCondor_AsksOneSide()
    {
        var report = RegT.Evaluate(Book([(Put(80_000m), 1m), (Put(90_000m), -1m), (Call(100_000m), -1m), (Call(110_000m), 1m)], (Usdc, 12_000m)));

        Assert.Equal((new Usd(10_000m), new Usd(10_000m), new Usd(12_000m)), (report.Initial, report.Maintenance, report.Equity));
        Assert.Equal("iron condor", Assert.Single(report.Components).Name);
    }

    /// <summary>Futures are no securities: they are named, ask nothing here and cover nothing.</summary>
    [Fact]
    public void RegT_WhenFuturesAreHeld_SaysThatTheyAreNotCovered()
    {
        var report = RegT.Evaluate(Book([(Perp, 1m), (Call(110_000m), -1m)]));

        Assert.Equal("BTC-PERP@A", Assert.Single(report.NotCovered).Subject);
        Assert.Equal(10_000m, report.Maintenance.Amount, 3);
    }

    [Fact]
    public void RegT_WhenTheBookIsEmpty_AsksNothing()
    {
        var report = RegT.Evaluate(Empty);
        Assert.Equal((Usd.Zero, Usd.Zero, string.Empty), (report.Maintenance, report.Equity, report.Binding));
    }

    [Fact]
    public void RegT_WhenSomethingIsUnpriced_NamesIt()
    {
        var report = RegT.Evaluate(Book([(Unknown, 1m)], (Unpriced, 10m)));
        Assert.Equal(["NEW", "NOBODY-KNOWS@A"], report.NotModelled.Select(gap => gap.Subject).Where(subject => subject.StartsWith('N')).Order());
    }
}
