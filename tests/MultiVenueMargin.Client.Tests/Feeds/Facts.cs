using System.Globalization;
using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Tests.Feeds;

/// <summary>What the tests' adapters tell: orders under a name, whose open quantity only grows.</summary>
internal static class Facts
{
    public static readonly AccountId Account = new(new InstitutionId("NORTH"), "alpha");
    public static readonly VenueAccountId Feed = new(new LocationId("DERIBIT"), "main");
    public static readonly DateTimeOffset Time = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static FeedFact Order(string name, int open) =>
        new OrderFact(name, new InstrumentId("BTC-PERPETUAL"), OrderSide.Bid, new Quantity(open), new Price(1m));

    public static FeedFact Movement(string reference) =>
        new MovementFact(reference, new Asset("BTC"), new Quantity(1m), MovementDirection.Arrival);

    public static FeedSnapshot Snapshot(params IEnumerable<FeedFact> facts) => new(FeedParts.Orders, [.. facts], Time);

    public static V1.FeedFrame Wire(FrameKind kind, params FeedFact[] facts) => FeedWire.Write(new FeedFrame
    {
        Kind = kind,
        Epoch = 0,
        Sequence = 0,
        SaidAt = Time,
        Complete = kind == FrameKind.Snapshot ? FeedParts.Orders : FeedParts.None,
        Facts = facts,
    });

    public static int OpenOf(V1.FeedFact fact) => (int)decimal.Parse(fact.Order.Open, CultureInfo.InvariantCulture);
}
