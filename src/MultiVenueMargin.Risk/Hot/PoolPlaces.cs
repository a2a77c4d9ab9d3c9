using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Collateral;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// Where what a book says went in its compiled pool: a figure that changes there is changed here, without compiling (<see cref="BookPatch"/>).
/// </summary>
internal sealed class PoolPlaces
{
    /// <summary>The pool's positions by instrument, then venue, as places in the book.</summary>
    public required int[] Members { get; init; }

    public required SlotPlace[] Slots { get; init; }

    /// <summary>The positions of what does not count, among the members.</summary>
    public required HeldRun[] Excluded { get; init; }

    /// <summary>The pool's balances line by line, as places in the book.</summary>
    public required int[] LineMembers { get; init; }

    /// <summary>Each line's balances among these; none where all of it is profit.</summary>
    public required HeldRun[] Lines { get; init; }

    /// <summary>When each lot was last known to be true, in UTC ticks.</summary>
    public required long[] LotsAsOf { get; init; }

    /// <summary>Lines of which an entry, a lot or an age has changed; nothing outside a patch.</summary>
    public required bool[] IsTouched { get; init; }

    /// <summary>Who made each statement.</summary>
    public required LocationId[] Statements { get; init; }
}
