using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Simulation.Actors;

/// <summary>What truly lies at a venue, and the adapter that tells of it frame by frame.</summary>
internal sealed class VenueAccount(AccountId account, VenueAccountId id)
{
    private readonly SortedDictionary<Asset, decimal> _balances = [];
    private readonly SortedDictionary<Asset, decimal> _loans = [];
    private readonly SortedDictionary<InstrumentId, (decimal Quantity, decimal Entry)> _positions = [];
    private readonly SortedDictionary<string, OrderFact> _orders = new(StringComparer.Ordinal);
    private int _movements;

    public AccountId Account => account;

    public VenueAccountId Id => id;

    public long Epoch { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>The platform asked for one.</summary>
    public bool NeedsSnapshot { get; set; } = true;

    public decimal BalanceOf(Asset asset) => _balances.GetValueOrDefault(asset);

    public decimal PositionIn(InstrumentId instrument) => _positions.GetValueOrDefault(instrument).Quantity;

    public void Deposit(Asset asset, decimal amount) => _balances[asset] = BalanceOf(asset) + amount;

    /// <summary>Borrows a share of what 100 000 dollars or a coin are, or repays as much; never more than is owed.</summary>
    public void Borrow(Asset asset, decimal share, decimal coinPrice)
    {
        var amount = asset == Street.Usdc ? share * 100_000m : Math.Round(share * 100_000m / coinPrice, 6);
        var owed = _loans.GetValueOrDefault(asset);
        amount = Math.Max(amount, -owed);
        _loans[asset] = owed + amount;
        Deposit(asset, amount);
    }

    /// <summary>A trade at a price: what is closed is realised into what the contract settles in, what is opened averages the entry.</summary>
    public void Trade(InstrumentId instrument, decimal quantity, decimal price)
    {
        if (quantity == 0)
        {
            return;
        }

        var contract = Street.PerpetualOf(instrument);
        var (held, entry) = _positions.GetValueOrDefault(instrument);
        if (held != 0 && Math.Sign(held) != Math.Sign(quantity))
        {
            var closed = Math.Sign(held) * Math.Min(Math.Abs(held), Math.Abs(quantity));
            var each = contract.IsInverse ? contract.Multiplier * ((1 / entry) - (1 / price)) : contract.Multiplier * (price - entry);
            Deposit(contract.Settlement, Math.Round(closed * each, 6));
            entry = Math.Abs(quantity) > Math.Abs(held) ? price : entry;
        }
        else
        {
            var (before, added) = (Math.Abs(held), Math.Abs(quantity));
            entry = contract.IsInverse && before > 0
                ? Math.Round((before + added) / ((before / entry) + (added / price)), 6)
                : Math.Round(((before * entry) + (added * price)) / (before + added), 6);
        }

        _positions[instrument] = (held + quantity, entry);
    }

    public OrderFact Order(Random random, InstrumentId instrument, decimal price)
    {
        var name = $"order-{random.Next(3)}";
        var open = random.Next(2) == 0 ? 0m : random.Next(1, 100) / 100m;
        var order = new OrderFact(name, instrument, random.Next(2) == 0 ? OrderSide.Bid : OrderSide.Ask, new Quantity(open), new Price(price));
        if (open == 0)
        {
            _orders.Remove(name);
        }
        else
        {
            _orders[name] = order;
        }

        return order;
    }

    public FeedFrame Snapshot(DateTimeOffset now, Random random)
    {
        Epoch += random.Next(8) == 0 ? 3 : 1;
        Sequence = random.Next(4) == 0 ? random.Next(1, 1_000) : 0;
        NeedsSnapshot = false;
        var complete = random.Next(30) switch
        {
            0 => FeedParts.Balances | FeedParts.Positions,
            1 => FeedParts.All & ~FeedParts.Positions,
            2 => FeedParts.None,
            _ => FeedParts.All,
        };
        return new FeedFrame
        {
            Kind = FrameKind.Snapshot,
            Epoch = Epoch,
            Sequence = Sequence,
            SaidAt = now,
            Complete = complete,
            Facts = complete == FeedParts.None
                ? []
                : [.. _balances.Keys.Select(Balance), .. _loans.Keys.Select(Loan), .. _positions.Keys.Where(each => PositionIn(each) != 0).Select(Position), .. _orders.Values],
        };
    }

    public FeedFrame Delta(DateTimeOffset now, params IReadOnlyList<FeedFact> facts) =>
        new() { Kind = FrameKind.Delta, Epoch = Math.Max(1, Epoch), Sequence = ++Sequence, SaidAt = now, Facts = facts };

    public FeedFrame Heartbeat(DateTimeOffset now) =>
        new() { Kind = FrameKind.Heartbeat, Epoch = Math.Max(1, Epoch), Sequence = Sequence, SaidAt = now };

    public FeedFrame Trouble(DateTimeOffset now, string? reason) =>
        new() { Kind = FrameKind.Trouble, Epoch = Math.Max(1, Epoch), Sequence = 0, SaidAt = now, Trouble = reason };

    public BalanceFact Balance(Asset asset) =>
        new(asset, false, new Quantity(BalanceOf(asset)), default, default, BridgeClass.Native, null);

    /// <summary>A loan, with the interest on it.</summary>
    public BalanceFact Loan(Asset asset) =>
        new(asset, true, new Quantity(_loans.GetValueOrDefault(asset)), default, new Quantity(Math.Round(_loans.GetValueOrDefault(asset) / 1_000m, 6)), BridgeClass.Native, null);

    public PositionFact Position(InstrumentId instrument) =>
        new(instrument, new Quantity(PositionIn(instrument)), _positions.GetValueOrDefault(instrument).Entry is > 0 and var entry ? new Price(entry) : null);

    public MovementFact Movement(Asset asset, decimal amount) => new(
        $"move-{id.Name}-{++_movements}",
        asset,
        new Quantity(Math.Abs(amount)),
        amount > 0 ? MovementDirection.Arrival : MovementDirection.Departure);
}
