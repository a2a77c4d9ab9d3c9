using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.RuleBooks.Tests;

/// <summary>Books of perpetuals, coins and orders at prices that a person can reckon with, for models of venues that trade those.</summary>
internal sealed class PerpetualDesk
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<Asset, AssetMark> _prices = [];
    private readonly Dictionary<InstrumentId, Instrument> _instruments = [];
    private readonly Dictionary<InstrumentId, InstrumentMark> _marks = [];
    private readonly List<CollateralLine> _lines = [];
    private readonly List<Position> _positions = [];
    private readonly List<RestingOrder> _orders = [];

    public PerpetualDesk Price(string coin, decimal usd)
    {
        _prices[new(coin)] = new AssetMark { Mark = new Price(usd), AsOf = Now };
        return this;
    }

    public PerpetualDesk Coin(string coin, decimal balance, decimal unrealised = 0m, bool isLoan = false)
    {
        _lines.Add(new CollateralLine
        {
            Location = new("V"),
            Asset = new(coin),
            Balance = new Quantity(balance),
            UnrealisedProfit = new Quantity(unrealised),
            IsLoan = isLoan,
            AsOf = Now,
        });
        return this;
    }

    /// <summary>A linear perpetual in USDC, one contract on one unit; its mark is the coin's price unless another is given.</summary>
    public PerpetualDesk Perpetual(string unit, decimal quantity, decimal? entry = null, string venue = "V", decimal? mark = null)
    {
        var id = List(unit, mark);
        _positions.Add(new Position
        {
            Venue = new(venue),
            Instrument = id,
            Quantity = new Quantity(quantity),
            AverageEntry = entry is { } price ? new Price(price) : null,
            AsOf = Now,
        });
        return this;
    }

    public PerpetualDesk Order(string unit, decimal signed, decimal limit)
    {
        _orders.Add(new RestingOrder
        {
            Venue = new("V"),
            Instrument = List(unit, null),
            Side = signed > 0 ? OrderSide.Bid : OrderSide.Ask,
            Quantity = new Quantity(Math.Abs(signed)),
            Limit = new Price(limit),
        });
        return this;
    }

    /// <summary>A contract that is no linear perpetual, at its coin's price.</summary>
    public PerpetualDesk Other(Derivative contract, decimal quantity, decimal mark)
    {
        _instruments[contract.Id] = contract;
        _marks[contract.Id] = new InstrumentMark { Mark = new Price(mark), AsOf = Now };
        _positions.Add(new Position { Venue = new("V"), Instrument = contract.Id, Quantity = new Quantity(quantity), AsOf = Now });
        return this;
    }

    public ModelBook Book()
    {
        var market = new MarketSnapshot
        {
            Version = new("m"),
            AsOf = Now,
            Prices = _prices,
            Instruments = _instruments,
            Marks = _marks,
            Units = new Dictionary<RiskUnit, UnitMarket>(),
        };
        var book = new Book
        {
            Account = new AccountId(new InstitutionId("i"), "a"),
            Lines = _lines,
            Positions = _positions,
            Orders = _orders,
        };
        return ModelBook.Of(book, PoolId.Cross, new PricedMarket(market, RuleSet.Default));
    }

    private InstrumentId List(string unit, decimal? mark)
    {
        var id = new InstrumentId(mark is null ? $"{unit}-PERP" : $"{unit}-PERP-{mark}");
        _instruments[id] = new Perpetual(id, new(unit), ContractStyle.Linear, new("USDC"), 1m);
        _marks[id] = new InstrumentMark { Mark = mark is { } own ? new Price(own) : _prices[new(unit)].Mark, AsOf = Now };
        return id;
    }
}
