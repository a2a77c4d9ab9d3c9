using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.RuleBooks.Tests.Lending;

/// <summary>A book of one pool at one location with its market, said in a few words; USD and USDC are worth one.</summary>
internal sealed class SmallBook
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly LocationId Here = new("A");

    private readonly Dictionary<Asset, AssetMark> _prices = [];
    private readonly Dictionary<InstrumentId, Instrument> _instruments = [];
    private readonly Dictionary<InstrumentId, InstrumentMark> _marks = [];
    private readonly Dictionary<RiskUnit, UnitMarket> _units = [];
    private readonly List<CollateralLine> _lines = [];
    private readonly List<Position> _positions = [];
    private readonly List<RestingOrder> _orders = [];

    public SmallBook() => Priced("USD", 1m).Priced("USDC", 1m);

    public SmallBook Priced(string asset, decimal usd, decimal confidence = 0m)
    {
        _prices[new Asset(asset)] = new AssetMark { Mark = new Price(usd), Confidence = new Rate(confidence), AsOf = Now };
        return this;
    }

    public SmallBook Holds(string asset, decimal amount)
    {
        _lines.Add(new CollateralLine { Location = Here, Asset = new Asset(asset), Balance = new Quantity(amount), AsOf = Now });
        return this;
    }

    public SmallBook Owes(string asset, decimal amount)
    {
        _lines.Add(new CollateralLine { Location = Here, Asset = new Asset(asset), Balance = new Quantity(amount), IsLoan = true, AsOf = Now });
        return this;
    }

    public SmallBook Perp(string unit, decimal mark, decimal quantity, ContractStyle style = ContractStyle.Linear, decimal multiplier = 1m)
    {
        var id = new InstrumentId($"{unit}-PERP-{style}");
        _instruments[id] = new Perpetual(id, new RiskUnit(unit), style, new Asset(style == ContractStyle.Linear ? "USDC" : "USD"), multiplier);
        _marks[id] = new InstrumentMark { Mark = new Price(mark), AsOf = Now };
        return Position(id, quantity);
    }

    public SmallBook Option(string unit, decimal strike, OptionRight right, double days, double volatility, decimal forward, decimal quantity)
    {
        var id = new InstrumentId($"{unit}-{days}-{strike}-{right}");
        _instruments[id] = new EuropeanOption(
            id, new RiskUnit(unit), ContractStyle.Linear, new Asset("USDC"), 1m, Now.AddDays(days), right, new Price(strike));
        _marks[id] = new InstrumentMark { ImpliedVolatility = volatility, Forward = new Price(forward), AsOf = Now };
        return Position(id, quantity);
    }

    public SmallBook Bid(string unit, decimal quantity, decimal limit)
    {
        _orders.Add(new RestingOrder
        {
            Venue = Here,
            Instrument = new InstrumentId($"{unit}-PERP-{ContractStyle.Linear}"),
            Side = OrderSide.Bid,
            Quantity = new Quantity(quantity),
            Limit = new Price(limit),
        });
        return this;
    }

    public SmallBook History(string unit, double[] returns, double longRun, params StressMove[] stress)
    {
        _units[new RiskUnit(unit)] = new UnitMarket
        {
            History = new ReturnHistory { PriceReturns = returns, VolatilityReturns = new double[returns.Length], LongRunVolatility = longRun, Stress = stress },
        };
        return this;
    }

    public ModelBook Build()
    {
        var market = new MarketSnapshot
        {
            Version = new MarketVersion("test"),
            AsOf = Now,
            Prices = _prices.ToDictionary(),
            Instruments = _instruments.ToDictionary(),
            Marks = _marks.ToDictionary(),
            Units = _units.ToDictionary(),
        };
        var book = new Book
        {
            Account = new AccountId(new InstitutionId("fund"), "main"),
            Lines = _lines.ToList(),
            Positions = _positions.ToList(),
            Orders = _orders.ToList(),
        };
        return ModelBook.Of(book, PoolId.Cross, new PricedMarket(market, RuleSet.Default));
    }

    public ModelReport Under(string model) => ModelCatalogue.Shipped.Find(model)!.Evaluate(Build());

    private SmallBook Position(InstrumentId id, decimal quantity)
    {
        _positions.Add(new Position { Venue = Here, Instrument = id, Quantity = new Quantity(quantity), AsOf = Now });
        return this;
    }
}
