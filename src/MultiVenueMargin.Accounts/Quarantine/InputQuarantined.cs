namespace MultiVenueMargin.Accounts.Quarantine;

/// <summary>
/// An input that could not be worked on was put aside after repeated attempts: it threw, which is a bug, and nothing of it took effect. It is
/// evidence and no ban: a later build is given the same input afresh.
/// </summary>
/// <param name="Input">What it was: a feed with epoch and sequence, or a command with its request id.</param>
/// <param name="Digest">SHA-256 of its content, so that whoever sent it can show which it was; empty where it had none that could be read.</param>
/// <param name="Fault">What was thrown.</param>
public sealed record InputQuarantined(string Input, ReadOnlyMemory<byte> Digest, string Fault, int Attempts) : AccountRecord
{
    public bool Equals(InputQuarantined? other) =>
        other is not null && Input == other.Input && Fault == other.Fault && Attempts == other.Attempts && Digest.Span.SequenceEqual(other.Digest.Span);

    public override int GetHashCode() => HashCode.Combine(Input, Fault, Attempts);
}
