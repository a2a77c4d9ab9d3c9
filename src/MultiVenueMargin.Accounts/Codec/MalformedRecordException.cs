namespace MultiVenueMargin.Accounts.Codec;

/// <summary>
/// Bytes that are not the one encoding of a value: cut short, altered, written by a later build, or holding what the domain
/// refuses. The only exception a <see cref="CanonicalReader"/> throws because of what it reads.
/// </summary>
public sealed class MalformedRecordException(int offset, string expected, Exception? cause = null)
    : Exception($"At byte {offset}: expected {expected}.", cause)
{
    /// <summary>Where reading stopped, counted from the first byte of what was read.</summary>
    public int Offset { get; } = offset;

    /// <summary>What should have been there.</summary>
    public string Expected { get; } = expected;

    /// <summary>The bytes are sound as far as this build can tell, but a later one wrote them: upgrade, restore nothing.</summary>
    public bool IsFromLaterBuild { get; init; }
}
