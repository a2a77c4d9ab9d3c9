using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.RuleBooks.Tests.Derive;

/// <summary>A book at Derive, said as a desk would: <c>new DeriveDesk().Coin("USDC", 20_000m).Perp("BTC", 100_000m, 1m)</c>. BTC is at 100 000, ETH at 2 000.</summary>
internal sealed class DeriveDesk
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly LocationId Venue = new("DERIVE");

    private readonly Dictionary<Asset, AssetMark> _prices = [];
    private readonly Dictionary<InstrumentId, Instrument> _instruments = [];
    private readonly Dictionary<InstrumentId, InstrumentMark> _marks = [];
    private readonly List<CollateralLine> _lines = [];
    private readonly List<Position> _positions = [];

    public DeriveDesk() => Priced("USDC", 1m).Priced("USDT", 1m).Priced("BTC", 100_000m).Priced("ETH", 2_000m).Priced("SOL", 100m);

    public DeriveDesk Priced(string asset, decimal usd)
    {
        _prices[new Asset(asset)] = new AssetMark { Mark = new Price(usd), AsOf = Now };
        return this;
    }

    public DeriveDesk Unpriced(string asset)
    {
        _prices.Remove(new Asset(asset));
        return this;
    }

    public DeriveDesk Coin(string asset, decimal amount)
    {
        _lines.Add(new CollateralLine { Location = Venue, Asset = new Asset(asset), Balance = new Quantity(amount), AsOf = Now });
        return this;
    }

    public DeriveDesk Perp(string unit, decimal mark, decimal quantity, decimal? entry = null, bool inverse = false) => Held(
        new Perpetual(
            new InstrumentId($"{unit}-{(inverse ? "COIN" : "PERP")}"),
            new RiskUnit(unit),
            inverse ? ContractStyle.Inverse : ContractStyle.Linear,
            new Asset(inverse ? "USD" : "USDC"),
            1m),
        new InstrumentMark { Mark = new Price(mark), AsOf = Now },
        quantity,
        entry);

    public DeriveDesk Future(string unit, decimal mark, decimal quantity) => Held(
        new DatedFuture(new InstrumentId($"{unit}-FUT"), new RiskUnit(unit), ContractStyle.Linear, new Asset("USDC"), 1m, Now.AddDays(90)),
        new InstrumentMark { Mark = new Price(mark), AsOf = Now },
        quantity);

    public DeriveDesk Option(string unit, OptionRight right, decimal strike, decimal quantity, double days = 30, double volatility = 0.5, decimal? forward = null,
        bool inverse = false) => Held(
        new EuropeanOption(
            new InstrumentId($"{unit}-{days}-{strike}-{right}"),
            new RiskUnit(unit),
            inverse ? ContractStyle.Inverse : ContractStyle.Linear,
            new Asset(inverse ? "USD" : "USDC"),
            1m,
            Now.AddDays(days),
            right,
            new Price(strike)),
        new InstrumentMark { ImpliedVolatility = volatility, Forward = new Price(forward ?? _prices[new Asset(unit)].Mark.Value), AsOf = Now },
        quantity);

    /// <summary>The option held last has been delivered at this price.</summary>
    public DeriveDesk Delivered(decimal price)
    {
        var id = _positions[^1].Instrument;
        _marks[id] = _marks[id] with { Delivery = new Price(price) };
        return this;
    }

    public ModelReport Under(string model) => ModelCatalogue.Shipped.Find(model)!.Evaluate(Book);

    private ModelBook Book => ModelBook.Of(
        new Book { Account = new AccountId(new InstitutionId("fund"), "main"), Lines = _lines, Positions = _positions },
        PoolId.Cross,
        new PricedMarket(
            new MarketSnapshot { Version = new MarketVersion("test"), AsOf = Now, Prices = _prices, Instruments = _instruments, Marks = _marks, Units = new Dictionary<RiskUnit, UnitMarket>() },
            RuleSet.Default));

    private DeriveDesk Held(Derivative contract, InstrumentMark mark, decimal quantity, decimal? entry = null)
    {
        _instruments[contract.Id] = contract;
        _marks[contract.Id] = mark;
        _positions.Add(new Position
        {
            Venue = Venue,
            Instrument = contract.Id,
            Quantity = new Quantity(quantity),
            AverageEntry = entry is { } price ? new Price(price) : null,
            AsOf = Now,
        });
        return this;
    }
}
