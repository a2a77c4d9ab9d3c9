using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>What a register holds, in order. Registers are journaled, fenced state machines like accounts.</summary>
public abstract record RegisterRecord : JournalRecord;

/// <summary>A command was carried out by the records of the same commit.</summary>
/// <param name="BodyHash">SHA-256 of the command's canonical bytes.</param>
public sealed record RegisterAnswered(RequestId Request, ReadOnlyMemory<byte> BodyHash, string Created) : RegisterRecord
{
    public bool Equals(RegisterAnswered? other) =>
        other is not null && Request == other.Request && Created == other.Created && BodyHash.Span.SequenceEqual(other.BodyHash.Span);

    public override int GetHashCode() => HashCode.Combine(Request, Created);
}

/// <summary>Something that somebody wants done to a register.</summary>
public abstract record RegisterCommand
{
    public required RequestId Request { get; init; }

    public required PrincipalId By { get; init; }
}

/// <summary>What a register answers, when its records are durable.</summary>
public abstract record RegisterAnswer;

/// <summary>It was done, now or when the same request came before.</summary>
public sealed record RegisterDone(long Version, string Created) : RegisterAnswer;

/// <summary>It was refused, and nothing changed.</summary>
/// <param name="Findings">What is wrong with a rule set or listing, one by one; empty for other refusals.</param>
public sealed record RegisterRefused(Refusal Reason, string Field, string Message, IReadOnlyList<Finding> Findings) : RegisterAnswer;
