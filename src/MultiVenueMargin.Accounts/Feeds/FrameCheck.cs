using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// Whether a frame can be taken over at all, whatever came before it. The rules of <see cref="BookCheck"/> that hold for single
/// facts, so that what is accepted always makes a sound book; a bad frame is refused as a whole.
/// </summary>
internal static class FrameCheck
{
    /// <summary>The largest epoch and sequence: the one after it is still a number.</summary>
    public const long LargestNumber = long.MaxValue - 1;

    private const int LongestReference = 128;

    // So few are held against each other; more are hashed. Nearly every frame tells one thing.
    private const int FewFacts = 8;

    /// <summary>Whether epoch and sequence are numbers by which a frame can be told from another.</summary>
    public static bool IsNumbered(FeedFrame frame) =>
        frame.Epoch is >= 1 and <= LargestNumber && frame.Sequence is >= 0 and <= LargestNumber;

    /// <summary>What is wrong with it, in words; absent when nothing is.</summary>
    public static string? ProblemOf(FeedFrame frame)
    {
        if (frame.Kind == FrameKind.Unspecified || !Enum.IsDefined(frame.Kind))
        {
            return $"a frame of kind {frame.Kind} is none";
        }

        // A frame of trouble has no sequence of its own; nothing follows from what stands there.
        if (frame.Kind == FrameKind.Trouble ? frame.Epoch is < 1 or > LargestNumber : !IsNumbered(frame))
        {
            return $"epoch {frame.Epoch} and sequence {frame.Sequence} number no frame";
        }

        if ((frame.Complete & ~FeedParts.All) != 0 || (frame.Complete != FeedParts.None && frame.Kind != FrameKind.Snapshot))
        {
            return $"a {frame.Kind} does not list {frame.Complete} completely";
        }

        if (frame.Facts.Count > 0 && frame.Kind is FrameKind.Heartbeat or FrameKind.Trouble)
        {
            return $"a {frame.Kind} carries no facts";
        }

        return frame.Facts.Count > Limits.FactsPerFrame
            ? $"a frame has at most {Limits.FactsPerFrame} facts, not {frame.Facts.Count}"
            : ProblemOf(frame.Facts);
    }

    private static string? ProblemOf(IReadOnlyList<FeedFact> facts)
    {
        // A line told twice in one frame is ambiguous: taking the later one could lose a leg that a venue lists separately.
        var told = facts.Count > FewFacts ? new HashSet<(string Kind, string Name, Asset Asset)>(facts.Count) : null;
        var movements = 0;
        for (var i = 0; i < facts.Count; i++)
        {
            if (ProblemOf(facts[i]) is { } problem)
            {
                return $"Facts[{i}] {problem}";
            }

            if (told is null ? IsAmongFirst(facts, i) : !told.Add(KeyOf(facts[i])))
            {
                return $"Facts[{i}] tells {Describe(facts[i])} a second time; give one figure";
            }

            movements += facts[i] is MovementFact ? 1 : 0;
        }

        return movements > Limits.RememberedMovements
            ? $"a frame has at most {Limits.RememberedMovements} movements, not {movements}"
            : null;
    }

    /// <summary>Whether one of the facts before it tells the same line.</summary>
    private static bool IsAmongFirst(IReadOnlyList<FeedFact> facts, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (KeyOf(facts[i]) == KeyOf(facts[index]))
            {
                return true;
            }
        }

        return false;
    }

    private static string? ProblemOf(FeedFact? fact) => fact switch
    {
        BalanceFact balance => ProblemOf(balance),
        PositionFact position => ProblemOf(position),
        OrderFact order => ProblemOf(order),
        StatementFact statement => ProblemOf(statement),
        MovementFact movement => ProblemOf(movement),
        _ => "is nothing that a feed can tell",
    };

    private static string? ProblemOf(BalanceFact fact) =>
        fact.Asset.IsDefault ? "names no asset"
        : !Enum.IsDefined(fact.Bridge) ? $"is bridged by {fact.Bridge}"
        : fact.IsLoan && fact.Balance < Quantity.Zero ? $"owes {fact.Balance} {fact.Asset}: a loan is a positive number"
        : fact.IsLoan && fact.UnrealisedProfit != Quantity.Zero ? $"is a loan of {fact.Asset} with a profit"
        : PartsOf(fact) > Quantity.Largest ? $"has parts of {ExactNumber.Format(PartsOf(fact))} {fact.Asset} in all"
        : fact.Finality is { } finality && (finality.Required < 1 || finality.Confirmations < 0)
            ? $"has {finality.Confirmations} of {finality.Required} confirmations"
        : fact.Provisional is { } provisional && (fact.IsLoan || fact.Finality is null || provisional < Quantity.Zero || provisional > fact.Balance)
            ? $"has {provisional} {fact.Asset} that are not final: a part of a balance, with its confirmations"
        : null;

    private static string? ProblemOf(PositionFact fact) =>
        fact.Instrument.IsDefault ? "names no instrument"
        : fact.AverageEntry is { Value: 0 } ? $"entered {fact.Instrument} at 0; leave the entry out where it is not known"
        : null;

    private static string? ProblemOf(OrderFact fact) =>
        !Identifier.IsValid(fact.Order, LongestReference) ? "names no order"
        : fact.Instrument.IsDefault ? "names no instrument"
        : fact.Side is not (OrderSide.Bid or OrderSide.Ask) ? $"is neither bid nor ask but {fact.Side}"
        : fact.Open < Quantity.Zero ? $"has {fact.Open} open: an order's quantity is positive on either side"
        : fact.Open > Quantity.Zero && fact.Limit.Value == 0 ? "rests at 0"
        : null;

    private static string? ProblemOf(StatementFact fact) =>
        IsOutside(fact.Equity, -BookCheck.LargestValueUsd) ? $"states an equity of {fact.Equity}"
        : IsOutside(fact.InitialMargin, 0m) ? $"states an initial margin of {fact.InitialMargin}"
        : IsOutside(fact.MaintenanceMargin, 0m) ? $"states a maintenance margin of {fact.MaintenanceMargin}"
        : null;

    private static string? ProblemOf(MovementFact fact) =>
        !Identifier.IsValid(fact.Reference, LongestReference) ? "has no reference"
        : fact.Asset.IsDefault ? "names no asset"
        : fact.Amount <= Quantity.Zero ? $"moves {fact.Amount}: an amount is positive in either direction"
        : fact.Direction is not (MovementDirection.Departure or MovementDirection.Arrival) ? "neither left nor came"
        : null;

    private static bool IsOutside(Usd? figure, decimal least) =>
        figure is { } stated && (stated.Amount > BookCheck.LargestValueUsd || stated.Amount < least);

    private static decimal PartsOf(BalanceFact fact) =>
        Math.Abs(fact.Balance.Value) + Math.Abs(fact.UnrealisedProfit.Value) + Math.Abs(fact.Owed.Value);

    private static (string Kind, string Name, Asset Asset) KeyOf(FeedFact fact) => fact switch
    {
        BalanceFact balance => (balance.IsLoan ? "loan" : "balance", string.Empty, balance.Asset),
        PositionFact position => ("position", position.Instrument.Code, default),
        OrderFact order => ("order", order.Order, default),
        MovementFact movement => (movement.Direction == MovementDirection.Arrival ? "arrival" : "departure", movement.Reference, movement.Asset),
        _ => ("statement", string.Empty, default),
    };

    private static string Describe(FeedFact fact)
    {
        var (kind, name, asset) = KeyOf(fact);
        return $"{kind} {name}{asset}".TrimEnd();
    }
}
