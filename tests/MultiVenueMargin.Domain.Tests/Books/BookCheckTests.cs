using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Domain.Tests.Books;

public sealed class BookCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly LocationId A = new("A");
    private static readonly LocationId B = new("B");
    private static readonly Asset BtcCoin = new("BTC");
    private static readonly Asset Usdt = new("USDT");
    private static readonly RiskUnit Btc = new("BTC");
    private static readonly InstrumentId Perp = new("BTC-PERP");
    private static readonly InstrumentId Inverse = new("BTC-INV");
    private static readonly InstrumentId Call = new("BTC-CALL");
    private static readonly InstrumentId Pair = new("BTC/USDT");

    private static readonly MarketSnapshot Market = new()
    {
        Version = new("m-1"),
        AsOf = Now,
        Prices = new Dictionary<Asset, AssetMark>
        {
            [BtcCoin] = new() { Mark = new(100_000m), AsOf = Now },
            [Usdt] = new() { Mark = new(1m), AsOf = Now },
        },
        Instruments = new Dictionary<InstrumentId, Instrument>
        {
            [Perp] = new Perpetual(Perp, Btc, ContractStyle.Linear, Usdt, 1m),
            [Inverse] = new Perpetual(Inverse, Btc, ContractStyle.Inverse, Asset.Usd, 100m),
            [Call] = new EuropeanOption(Call, Btc, ContractStyle.Linear, Usdt, 1m, Now.AddDays(9), OptionRight.Call, new(110_000m)),
            [Pair] = new Spot(Pair, BtcCoin, Usdt),
        },
        Marks = new Dictionary<InstrumentId, InstrumentMark>
        {
            [Perp] = new() { Mark = new(100_000m), AsOf = Now },
            [Inverse] = new() { Mark = new(100_000m), AsOf = Now },
            [Call] = new() { Mark = new(900m), AsOf = Now },
        },
        Units = new Dictionary<RiskUnit, UnitMarket>(),
    };

    private static readonly Book Sound = new()
    {
        Account = new(new("fund"), "main"),
        Lines =
        [
            new() { Location = A, Asset = Usdt, Balance = new(-50m), Owed = new(-1m), AsOf = Now },
            new() { Location = A, Asset = BtcCoin, Balance = new(2m), UnrealisedProfit = new(-3m), Finality = new(0, 6), AsOf = Now },
            new() { Location = B, Asset = Usdt, Balance = new(5m), IsLoan = true, AsOf = Now },
        ],
        Positions =
        [
            new() { Venue = A, Instrument = Perp, Quantity = new(-3m), AverageEntry = new(99_000m), AsOf = Now },
            new() { Venue = A, Instrument = Perp, Quantity = new(1m), AverageEntry = new(98_000m), AsOf = Now },
            new() { Venue = A, Instrument = Call, Quantity = new(1m), AsOf = Now },
            new() { Venue = A, Instrument = new("UNKNOWN"), Quantity = new(1m), AsOf = Now },
        ],
        Orders = [new() { Venue = A, Instrument = Perp, Side = OrderSide.Bid, Quantity = new(1m), Limit = new(90_000m) }],
        VenueStatements = new Dictionary<LocationId, VenueStatement>
        {
            [A] = new() { Equity = new(-5m), InitialMargin = new(2m), MaintenanceMargin = new(1m), AsOf = Now },
        },
        Routes = [new(A, B, TimeSpan.Zero), new(B, A, TimeSpan.FromHours(1))],
        PriorStates = new Dictionary<PoolId, MarginState> { [PoolId.Cross] = MarginState.Call },
        ExpiredCalls = new HashSet<PoolId> { PoolId.Cross },
        LostFeeds = [new(PoolId.Cross, B, TimeSpan.FromHours(2))],
    };

    [Fact]
    public void Check_OfASoundBook_FindsNothing()
    {
        Assert.Empty(BookCheck.Check(Sound));
        Assert.Empty(BookCheck.Check(Sound, Market));
    }

    [Fact]
    public void Check_OfNothing_IsABug()
    {
        Assert.Throws<ArgumentNullException>(() => BookCheck.Check(null!));
        Assert.Throws<ArgumentNullException>(() => BookCheck.Check(Sound, null!));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Check_WhenOneEntryIsUnsound_FindsExactlyThat(string path, Func<Book, Book> fault)
    {
        var finding = Assert.Single(BookCheck.Check(fault(Sound)));
        Assert.Equal(path, finding.Path);
        Assert.NotEmpty(finding.Problem);
        Assert.NotEmpty(finding.Fix);
        Assert.Equal(finding, Assert.Single(BookCheck.Check(fault(Sound), Market)));
    }

    [Theory]
    [MemberData(nameof(MisfitsWithTheMarket))]
    public void Check_WhenOneEntryDoesNotFitTheMarket_FindsExactlyThat(string path, Func<Book, Book> fault)
    {
        Assert.Empty(BookCheck.Check(fault(Sound)));
        var finding = Assert.Single(BookCheck.Check(fault(Sound), Market));
        Assert.Equal(path, finding.Path);
        Assert.NotEmpty(finding.Problem);
        Assert.NotEmpty(finding.Fix);
    }

    [Fact]
    public void Check_WhenAStampIsAheadWithinClockTolerance_FindsNothing() => Assert.Empty(
        BookCheck.Check(Line(0, line => line with { AsOf = Now + MarketCheck.ClockTolerance })(Sound), Market));

    [Fact]
    public void Check_WhenPartsAreAsLargeAsTheyMayBe_FindsNothingAndTheAmountHolds()
    {
        var line = Sound.Lines[0] with { Asset = new("UNPRICED"), Balance = new(Quantity.Largest), Owed = default };
        Assert.Empty(BookCheck.Check(Sound with { Lines = [line] }, Market));
        Assert.Equal(Quantity.Largest, line.Amount.Value);
    }

    public static TheoryData<string, Func<Book, Book>> Faults => new()
    {
        { "Account", book => book with { Account = default } },

        { "Lines[0].Pool", Line(0, line => line with { Pool = default }) },
        { "Lines[0].Location", Line(0, line => line with { Location = default }) },
        { "Lines[0].Asset", Line(0, line => line with { Asset = default }) },
        { "Lines[0].Bridge", Line(0, line => line with { Bridge = (BridgeClass)9 }) },
        { "Lines[0].AsOf", Line(0, line => line with { AsOf = default }) },
        { "Lines[2].Balance", Line(2, line => line with { Balance = new(-5m) }) },
        { "Lines[2].UnrealisedProfit", Line(2, line => line with { UnrealisedProfit = new(1m) }) },
        { "Lines[0]", Line(0, line => line with { Balance = new(Quantity.Largest), Owed = new(-1m) }) },
        { "Lines[1].Finality.Required", Line(1, line => line with { Finality = new(3, 0) }) },
        { "Lines[1].Finality.Confirmations", Line(1, line => line with { Finality = new(-1, 6) }) },
        { "Lines[3]", book => book with { Lines = [.. book.Lines, book.Lines[0]] } },

        { "Positions[0].Pool", Position(0, position => position with { Pool = default }) },
        { "Positions[0].Venue", Position(0, position => position with { Venue = default }) },
        { "Positions[0].Instrument", Position(0, position => position with { Instrument = default }) },
        { "Positions[0].AverageEntry", Position(0, position => position with { AverageEntry = new(0m) }) },
        { "Positions[0].AsOf", Position(0, position => position with { AsOf = default }) },
        { "Positions[4]", book => book with { Positions = [.. book.Positions, book.Positions[1]] } },

        { "Orders[0].Pool", Order(order => order with { Pool = default }) },
        { "Orders[0].Venue", Order(order => order with { Venue = default }) },
        { "Orders[0].Instrument", Order(order => order with { Instrument = default }) },
        { "Orders[0].Side", Order(order => order with { Side = OrderSide.Unspecified }) },
        { "Orders[0].Quantity", Order(order => order with { Quantity = new(-1m) }) },
        { "Orders[0].Quantity", Order(order => order with { Quantity = new(0m) }) },
        { "Orders[0].Limit", Order(order => order with { Limit = new(0m) }) },

        { "VenueStatements[]", Statement(default, statement => statement) },
        { "VenueStatements[A].Equity", Statement(A, statement => statement with { Equity = new(-1e16m) }) },
        { "VenueStatements[A].InitialMargin", Statement(A, statement => statement with { InitialMargin = new(-1m) }) },
        { "VenueStatements[A].MaintenanceMargin", Statement(A, statement => statement with { MaintenanceMargin = new(-1m) }) },
        { "VenueStatements[A].AsOf", Statement(A, statement => statement with { AsOf = default }) },

        { "Routes[0].From", book => book with { Routes = [new(default, A, TimeSpan.Zero)] } },
        { "Routes[0].To", book => book with { Routes = [new(A, default, TimeSpan.Zero)] } },
        { "Routes[0].To", book => book with { Routes = [new(A, A, TimeSpan.Zero)] } },
        { "Routes[0].Duration", book => book with { Routes = [new(A, B, TimeSpan.FromSeconds(-1))] } },
        { "Routes[1]", book => book with { Routes = [new(A, B, TimeSpan.Zero), new(A, B, TimeSpan.FromHours(1))] } },

        { "PriorStates[]", book => book with { PriorStates = new Dictionary<PoolId, MarginState> { [default] = MarginState.Healthy } } },
        { "PriorStates[cross]", book => book with { PriorStates = new Dictionary<PoolId, MarginState> { [PoolId.Cross] = MarginState.Unknown } } },
        { "PriorStates[cross]", book => book with { PriorStates = new Dictionary<PoolId, MarginState> { [PoolId.Cross] = (MarginState)99 } } },
        { "ExpiredCalls[]", book => book with { ExpiredCalls = new HashSet<PoolId> { default } } },
        { "LostFeeds[0].Pool", book => book with { LostFeeds = [new(default, A, TimeSpan.Zero)] } },
        { "LostFeeds[0].Location", book => book with { LostFeeds = [new(PoolId.Cross, default, TimeSpan.Zero)] } },
        { "LostFeeds[0].Silence", book => book with { LostFeeds = [new(PoolId.Cross, A, TimeSpan.FromSeconds(-1))] } },
    };

    public static TheoryData<string, Func<Book, Book>> MisfitsWithTheMarket => new()
    {
        { "Lines[0].AsOf", Line(0, line => line with { AsOf = Now.AddSeconds(6) }) },
        { "Positions[0].AsOf", Position(0, position => position with { AsOf = Now.AddSeconds(6) }) },
        { "VenueStatements[A].AsOf", Statement(A, statement => statement with { AsOf = Now.AddSeconds(6) }) },
        { "Positions[3].Instrument", Position(3, position => position with { Instrument = Pair }) },
        { "Positions[2].AverageEntry", Position(2, position => position with { AverageEntry = new(800m) }) },

        // The BTC line at A tells a profit, and an inverse contract settles in BTC.
        { "Positions[3].AverageEntry", Position(3, position => position with { Instrument = Inverse, AverageEntry = new(90_000m) }) },

        // 10^11 coins at 100 000 USD are 10^16 USD.
        { "Lines[1]", Line(1, line => line with { Balance = new(100_000_000_000m) }) },
        { "Positions[0]", Position(0, position => position with { Quantity = new(100_000_000_000m) }) },

        // 10^6 contracts entered at 10^10: the mark is small, the profit against the entry is not.
        { "Positions[0]", Position(0, position => position with { Quantity = new(1_000_000m), AverageEntry = new(10_000_000_000m) }) },

        // 10^9 contracts of 100 USD entered at 0.01: 10^13 coins.
        { "Positions[3]", Position(3, position => position with { Venue = B, Instrument = Inverse, Quantity = new(1_000_000_000m), AverageEntry = new(0.01m) }) },
        { "Positions[2]", Position(2, position => position with { Quantity = new(100_000_000_000m) }) },
        { "Orders[0]", Order(order => order with { Quantity = new(100_000_000_000m) }) },
    };

    private static Func<Book, Book> Line(int index, Func<CollateralLine, CollateralLine> change) =>
        book => book with { Lines = [.. book.Lines.Select((line, i) => i == index ? change(line) : line)] };

    private static Func<Book, Book> Position(int index, Func<Position, Position> change) =>
        book => book with { Positions = [.. book.Positions.Select((position, i) => i == index ? change(position) : position)] };

    private static Func<Book, Book> Order(Func<RestingOrder, RestingOrder> change) =>
        book => book with { Orders = [change(book.Orders[0])] };

    private static Func<Book, Book> Statement(LocationId venue, Func<VenueStatement, VenueStatement> change) =>
        book => book with { VenueStatements = new Dictionary<LocationId, VenueStatement> { [venue] = change(book.VenueStatements[A]) } };
}
