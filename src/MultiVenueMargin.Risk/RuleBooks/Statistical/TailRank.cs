namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>How many of n outcomes make a tail, where n times the tail is no whole number.</summary>
public enum TailRank
{
    /// <summary>As few as it takes: the further out, the harsher. At least one.</summary>
    Floor = 0,

    /// <summary>As many as it takes; MARGIN §4 and ORE count so.</summary>
    Ceiling,
}
