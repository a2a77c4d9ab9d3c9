using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Tests;

/// <summary>Frames and facts as an adapter would send them.</summary>
internal static class Frames
{
    public static FeedFrame Snapshot(long epoch, long sequence, params FeedFact[] facts) =>
        Partial(epoch, sequence, FeedParts.All, facts);

    /// <summary>A snapshot that vouches for these parts only.</summary>
    public static FeedFrame Partial(long epoch, long sequence, FeedParts complete, params FeedFact[] facts) =>
        Of(FrameKind.Snapshot, epoch, sequence) with { Complete = complete, Facts = facts };

    public static FeedFrame Delta(long epoch, long sequence, params FeedFact[] facts) =>
        Of(FrameKind.Delta, epoch, sequence) with { Facts = facts };

    public static FeedFrame Heartbeat(long epoch, long sequence) => Of(FrameKind.Heartbeat, epoch, sequence);

    public static FeedFrame Trouble(long epoch, string? reason) => Of(FrameKind.Trouble, epoch, 0) with { Trouble = reason };

    public static BalanceFact Holds(string asset, decimal amount, Finality? finality = null, BridgeClass bridge = BridgeClass.Native) =>
        new(new Asset(asset), false, new Quantity(amount), Quantity.Zero, Quantity.Zero, bridge, finality);

    public static BalanceFact Owes(string asset, decimal amount) =>
        new(new Asset(asset), true, new Quantity(amount), Quantity.Zero, Quantity.Zero, BridgeClass.Native, null);

    public static PositionFact Has(string instrument, decimal quantity, decimal? entry = null) =>
        new(new InstrumentId(instrument), new Quantity(quantity), entry is { } price ? new Price(price) : null);

    public static OrderFact Rests(string order, string instrument, OrderSide side, decimal open, decimal limit) =>
        new(order, new InstrumentId(instrument), side, new Quantity(open), new Price(limit));

    public static StatementFact States(decimal? equity, decimal? initial, decimal? maintenance) => new(
        equity is { } e ? new Usd(e) : null,
        initial is { } i ? new Usd(i) : null,
        maintenance is { } m ? new Usd(m) : null);

    public static MovementFact Left(string reference, string asset, decimal amount) =>
        new(reference, new Asset(asset), new Quantity(amount), MovementDirection.Departure);

    public static MovementFact Came(string reference, string asset, decimal amount) =>
        new(reference, new Asset(asset), new Quantity(amount), MovementDirection.Arrival);

    private static FeedFrame Of(FrameKind kind, long epoch, long sequence) =>
        new() { Kind = kind, Epoch = epoch, Sequence = sequence, SaidAt = Client.Start };
}
