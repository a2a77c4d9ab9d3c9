namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>How Derive's Dutch auctions run.</summary>
public sealed record AuctionParameters
{
    /// <summary>Share of the mark that a bid pays at the start.</summary>
    public required decimal StartingShare { get; init; }

    /// <summary>Share at the end of the fast leg.</summary>
    public required decimal CutoffShare { get; init; }

    public required decimal FastSeconds { get; init; }

    /// <summary>From the cutoff down to nothing.</summary>
    public required decimal SlowSeconds { get; init; }

    /// <summary>Of an account worth less than nothing: from its mark down to its maintenance margin.</summary>
    public required decimal InsolventSeconds { get; init; }

    /// <summary>Share of what the first bid could take, at its mark, that starting an auction costs.</summary>
    public required decimal FeeRate { get; init; }

    /// <summary>How much beyond maintenance an account is brought back to, as a share of the requirement.</summary>
    public required decimal BufferShare { get; init; }
}
