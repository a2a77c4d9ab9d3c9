using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Calls;

/// <summary>A margin call and how far it has come.</summary>
internal sealed record MarginCall
{
    public required DecisionId Id { get; init; }

    public required PoolId Pool { get; init; }

    /// <summary>What was called for, with all amendments.</summary>
    public required Usd Amount { get; init; }

    /// <summary>What came to the pool since, less what left it.</summary>
    public Usd Paid { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    public bool IsAcknowledged { get; init; }

    /// <summary>Why the client disagrees, as last said; empty where nobody does.</summary>
    public string Dispute { get; init; } = string.Empty;

    public bool IsExpired { get; init; }

    /// <summary>Unspecified while it is open.</summary>
    public CallOutcome Outcome { get; init; }

    public bool IsOpen => Outcome == CallOutcome.Unspecified;

    /// <summary>What is still to come.</summary>
    public Usd Outstanding => Amount - Paid;

    public CallStatus Status =>
        !IsOpen ? CallStatus.Ended
        : IsExpired ? CallStatus.Expired
        : Paid > Usd.Zero ? CallStatus.PartiallyMet
        : CallStatus.Issued;

    public static MarginCall ReadFrom(CanonicalReader reader)
    {
        reader.Version(nameof(MarginCall), latest: 1);
        return new MarginCall
        {
            Id = ReadDecisionId(reader),
            Pool = ReadPoolId(reader),
            Amount = ReadUsd(reader),
            Paid = ReadUsd(reader),
            IssuedAt = reader.Instant(),
            Deadline = reader.Instant(),
            IsAcknowledged = reader.Bool(),
            Dispute = reader.String(Limits.ReasonLength),
            IsExpired = reader.Bool(),
            Outcome = reader.EnumOrUnspecified<CallOutcome>(),
        };
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Version(1);
        Write(writer, Id);
        ValueCodec.Write(writer, Pool);
        ValueCodec.Write(writer, Amount);
        ValueCodec.Write(writer, Paid);
        writer.Instant(IssuedAt);
        writer.Instant(Deadline);
        writer.Bool(IsAcknowledged);
        writer.String(Dispute, Limits.ReasonLength);
        writer.Bool(IsExpired);
        writer.EnumOrUnspecified(Outcome);
    }

    public CallView View => new(Id, Pool, Amount, Paid, IssuedAt, Deadline, Status, IsAcknowledged, Dispute, Outcome);
}
