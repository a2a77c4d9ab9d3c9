using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Contracts;

/// <summary>feed_service.proto: frames of venue accounts. Whether a frame can be taken over is for the account.</summary>
public static class FeedWire
{
    public static Read<FeedBatch> Read(V1.ConnectRequest wire) => WireReader.Read(wire, static (at, request) => new FeedBatch(
        at.Account("account", request.Account),
        at.Feed("feed", request.Feed),
        at.List("frames", request.Frames, Limits.FramesPerBatch, Frame)));

    public static V1.ConnectRequest Write(FeedBatch batch) => new()
    {
        Account = batch.Account.ToString(),
        Feed = batch.Feed.ToString(),
        Frames = { batch.Frames.Select(Write) },
    };

    public static V1.ConnectResponse Write(AccountId account, FeedAnswer answer) => new()
    {
        Account = account.ToString(),
        Feed = answer.Feed.ToString(),
        Epoch = answer.Epoch,
        Through = answer.Through,
        NeedsSnapshot = answer.NeedsSnapshot,
        IsSilent = answer.IsSilent,
        Refusals = { answer.Refusals.Count == 0 ? [] : answer.Refusals.Select(Write) },
    };

    private static V1.FrameRefusal Write(FrameRefusal refusal) => new()
    {
        Epoch = refusal.Epoch,
        Sequence = refusal.Sequence,
        Reason = Refusals.NameOf(refusal.Reason),
        Message = refusal.Message,
    };

    /// <summary>Nothing of a batch was looked at.</summary>
    public static V1.ConnectResponse Write(AccountId account, VenueAccountId feed, CommandRefused refused) => new()
    {
        Account = account.ToString(),
        Feed = feed.ToString(),
        BatchRefusal = Refusals.NameOf(refused.Reason),
        Message = refused.Message,
    };

    /// <summary>Nothing of a batch was looked at, because it could not be read or somebody may not bring it; the names as they were said.</summary>
    public static V1.ConnectResponse Refused(string account, string feed, V1.ErrorReason reason, string message) => new()
    {
        Account = account,
        Feed = feed,
        BatchRefusal = Refusals.NameOf(reason),
        Message = message,
    };

    public static V1.FeedFrame Write(FeedFrame frame) => new()
    {
        Kind = EnumMap<FrameKind, V1.FrameKind>.Write(frame.Kind),
        Epoch = frame.Epoch,
        Sequence = frame.Sequence,
        SaidAt = WireText.Of(frame.SaidAt),
        Complete = { Parts.Where(part => frame.Complete.HasFlag(part.Domain)).Select(part => part.Wire) },
        Facts = { frame.Facts.Select(Write) },
        Trouble = frame.Trouble ?? "",
    };

    public static FeedFrame Frame(WireReader at, V1.FeedFrame wire) => new()
    {
        Kind = at.Choice<FrameKind, V1.FrameKind>("kind", wire.Kind),
        Epoch = wire.Epoch,
        Sequence = wire.Sequence,
        SaidAt = at.Instant("said_at", wire.SaidAt),
        Complete = at.List("complete", wire.Complete, Parts.Count, ReadPart).Aggregate(FeedParts.None, static (all, part) => all | part),
        Facts = at.List("facts", wire.Facts, Limits.FactsPerFrame, Fact),
        Trouble = wire.Trouble.Length == 0 ? null : wire.Trouble,
    };

    /// <summary>A set of flags in the domain, a list in the contract.</summary>
    internal static IReadOnlyList<(FeedParts Domain, V1.FeedPart Wire)> Parts { get; } =
    [
        (FeedParts.Balances, V1.FeedPart.Balances),
        (FeedParts.Positions, V1.FeedPart.Positions),
        (FeedParts.Orders, V1.FeedPart.Orders),
        (FeedParts.Statement, V1.FeedPart.Statement),
    ];

    private static FeedParts ReadPart(WireReader at, V1.FeedPart part)
    {
        foreach (var (domain, wire) in Parts)
        {
            if (wire == part)
            {
                return domain;
            }
        }

        at.Refuse("", part == V1.FeedPart.Unspecified ? "is not stated" : $"is {part}, which is not known here");
        return FeedParts.None;
    }

    private static V1.FeedFact Write(FeedFact fact) => fact switch
    {
        BalanceFact balance => new V1.FeedFact
        {
            Balance = new V1.BalanceFact
            {
                Asset = balance.Asset.Code,
                IsLoan = balance.IsLoan,
                Balance = WireText.Of(balance.Balance),
                UnrealisedProfit = WireText.OrNone(balance.UnrealisedProfit),
                Owed = WireText.OrNone(balance.Owed),
                Bridge = EnumMap<BridgeClass, V1.BridgeClass>.Write(balance.Bridge),
                Finality = BookWire.Write(balance.Finality),
                Provisional = WireText.Of(balance.Provisional),
            },
        },
        PositionFact position => new V1.FeedFact
        {
            Position = new V1.PositionFact
            {
                Instrument = position.Instrument.Code,
                Quantity = WireText.Of(position.Quantity),
                AverageEntry = WireText.Of(position.AverageEntry),
            },
        },
        OrderFact order => new V1.FeedFact
        {
            Order = new V1.OrderFact
            {
                Order = order.Order,
                Instrument = order.Instrument.Code,
                Side = EnumMap<OrderSide, V1.OrderSide>.Write(order.Side),
                Open = WireText.Of(order.Open),
                Limit = WireText.Of(order.Limit),
            },
        },
        StatementFact statement => new V1.FeedFact
        {
            Statement = new V1.StatementFact
            {
                Equity = WireText.Of(statement.Equity),
                InitialMargin = WireText.Of(statement.InitialMargin),
                MaintenanceMargin = WireText.Of(statement.MaintenanceMargin),
            },
        },
        MovementFact movement => new V1.FeedFact
        {
            Movement = new V1.MovementFact
            {
                Reference = movement.Reference,
                Asset = movement.Asset.Code,
                Amount = WireText.Of(movement.Amount),
                Direction = EnumMap<MovementDirection, V1.MovementDirection>.Write(movement.Direction),
            },
        },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "The contract has no name for this fact."),
    };

    private static FeedFact Fact(WireReader at, V1.FeedFact wire)
    {
        switch (wire.FactCase)
        {
            case V1.FeedFact.FactOneofCase.Balance:
                return at.Required("balance", wire.Balance, static (inner, balance) => new BalanceFact(
                    inner.Asset("asset", balance.Asset),
                    balance.IsLoan,
                    inner.Quantity("balance", balance.Balance),
                    inner.OptionalQuantity("unrealised_profit", balance.UnrealisedProfit) ?? default,
                    inner.OptionalQuantity("owed", balance.Owed) ?? default,
                    inner.Choice("bridge", balance.Bridge, BridgeClass.Native),
                    inner.Maybe("finality", balance.Finality, BookWire.ReadFinality),
                    inner.OptionalQuantity("provisional", balance.Provisional)));
            case V1.FeedFact.FactOneofCase.Position:
                return at.Required("position", wire.Position, static (inner, position) => new PositionFact(
                    inner.Instrument("instrument", position.Instrument),
                    inner.Quantity("quantity", position.Quantity),
                    inner.OptionalPrice("average_entry", position.AverageEntry)));
            case V1.FeedFact.FactOneofCase.Order:
                return at.Required("order", wire.Order, static (inner, order) => new OrderFact(
                    inner.Reference("order", order.Order),
                    inner.Instrument("instrument", order.Instrument),
                    inner.Choice<OrderSide, V1.OrderSide>("side", order.Side),
                    inner.Quantity("open", order.Open),
                    inner.Price("limit", order.Limit)));
            case V1.FeedFact.FactOneofCase.Statement:
                return at.Required("statement", wire.Statement, static (inner, statement) => new StatementFact(
                    inner.OptionalUsd("equity", statement.Equity),
                    inner.OptionalUsd("initial_margin", statement.InitialMargin),
                    inner.OptionalUsd("maintenance_margin", statement.MaintenanceMargin)));
            case V1.FeedFact.FactOneofCase.Movement:
                return at.Required("movement", wire.Movement, static (inner, movement) => new MovementFact(
                    inner.Reference("reference", movement.Reference),
                    inner.Asset("asset", movement.Asset),
                    inner.Quantity("amount", movement.Amount),
                    inner.Choice<MovementDirection, V1.MovementDirection>("direction", movement.Direction)));
            default:
                at.Missing("fact");
                return null!;
        }
    }
}
