using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Host.Demo;

/// <summary>A venue account as its venue keeps it, and the feed in which the venue tells it.</summary>
internal sealed class DemoVenueAccount(VenueAccountId feed)
{
    private readonly SortedDictionary<Asset, decimal> _balances = [];
    private readonly SortedDictionary<InstrumentId, (decimal Quantity, decimal? Entry)> _positions = [];
    private readonly HashSet<Asset> _newBalances = [];
    private readonly HashSet<InstrumentId> _newPositions = [];

    public VenueAccountId Feed => feed;

    /// <summary>Of the last frame that the platform acknowledged.</summary>
    public long Epoch { get; set; }

    public long Sequence { get; set; }

    public bool NeedsSnapshot { get; set; } = true;

    /// <summary>Something changed that the platform has not been told.</summary>
    public bool HasNews => _newBalances.Count + _newPositions.Count > 0;

    public IReadOnlyDictionary<InstrumentId, (decimal Quantity, decimal? Entry)> Positions => _positions;

    public decimal QuantityOf(InstrumentId instrument) => _positions.GetValueOrDefault(instrument).Quantity;

    public void Hold(Asset asset, decimal balance) => _balances[asset] = balance;

    public void Hold(InstrumentId instrument, decimal quantity, decimal? entry) => _positions[instrument] = (quantity, entry);

    public void Add(Asset asset, decimal amount)
    {
        _balances[asset] = _balances.GetValueOrDefault(asset) + amount;
        _newBalances.Add(asset);
    }

    /// <summary>A trade: what it closes is paid, what it opens is entered at this price. Options are paid for in full.</summary>
    public void Trade(Instrument instrument, decimal quantity, decimal price)
    {
        var contract = (Derivative)instrument;
        var (held, entry) = _positions.GetValueOrDefault(contract.Id);
        _newPositions.Add(contract.Id);
        if (contract is EuropeanOption)
        {
            _positions[contract.Id] = (held + quantity, null);
            Add(contract.Settlement, -quantity * contract.Multiplier * price);
            return;
        }

        var closed = Math.Sign(held) == -Math.Sign(quantity) ? -Math.Sign(held) * Math.Min(Math.Abs(held), Math.Abs(quantity)) : 0m;
        if (closed != 0 && entry is { } from)
        {
            var profit = contract.IsInverse
                ? -closed * contract.Multiplier * ((1m / from) - (1m / price))
                : -closed * contract.Multiplier * (price - from);
            Add(contract.Settlement, decimal.Round(profit, 8, MidpointRounding.ToNegativeInfinity));
        }

        var now = held + quantity;
        var opened = quantity - closed;
        var kept = held + closed;
        var average = opened == 0 ? entry ?? price : ((Math.Abs(kept) * (entry ?? price)) + (Math.Abs(opened) * price)) / Math.Abs(now);
        _positions[contract.Id] = (now, decimal.Round(average, 6, MidpointRounding.ToEven));
    }

    /// <summary>Everything, under a new epoch.</summary>
    public FeedFrame Snapshot(DateTimeOffset now)
    {
        _newBalances.Clear();
        _newPositions.Clear();
        return new FeedFrame
        {
            Kind = FrameKind.Snapshot,
            Epoch = Epoch + 1,
            Sequence = 0,
            SaidAt = now,
            Complete = FeedParts.All,
            Facts = [.. _balances.Keys.Select(Balance), .. _positions.Keys.Select(Position)],
        };
    }

    /// <summary>What changed since the last frame; a heartbeat where nothing did.</summary>
    public FeedFrame Next(DateTimeOffset now, params FeedFact[] more)
    {
        FeedFact[] facts = [.. _newBalances.Order().Select(Balance), .. _newPositions.Order().Select(Position), .. more];
        _newBalances.Clear();
        _newPositions.Clear();
        return new FeedFrame
        {
            Kind = facts.Length > 0 ? FrameKind.Delta : FrameKind.Heartbeat,
            Epoch = Epoch,
            Sequence = facts.Length > 0 ? Sequence + 1 : Sequence,
            SaidAt = now,
            Facts = facts,
        };
    }

    private FeedFact Balance(Asset asset) =>
        new BalanceFact(asset, false, new Quantity(_balances[asset]), default, default, BridgeClass.Native, null);

    private FeedFact Position(InstrumentId instrument)
    {
        var (quantity, entry) = _positions[instrument];
        return new PositionFact(instrument, new Quantity(quantity), entry is { } price ? new Price(price) : null);
    }
}
