using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using static MultiVenueMargin.Accounts.Codec.DecisionCodec;
using static MultiVenueMargin.Accounts.Codec.ValueCodec;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>A request to an executor and how far it has come.</summary>
/// <param name="ReportWithin">How long it may stay silent: each report gives it as long again.</param>
internal sealed record ExecutorRequest(DecisionId Id, PlannedLeg Leg, bool CancelsOrdersFirst, DateTimeOffset Deadline, TimeSpan ReportWithin)
{
    public Quantity Filled { get; init; }

    public bool IsAccepted { get; init; }

    /// <summary>Unspecified while it is open.</summary>
    public LegOutcome Outcome { get; init; }

    public bool IsOpen => Outcome == LegOutcome.Unspecified;

    /// <summary>The executor said that it took it on, or showed it by a fill.</summary>
    public bool IsTakenOn => IsAccepted || Filled > Quantity.Zero;

    /// <summary>What was filled beyond what was asked for; the venue should not have let it, and only its feed says what is held now.</summary>
    public decimal Excess => Math.Max(Filled.Value - Leg.Quantity.Value, 0);

    public static ExecutorRequest ReadFrom(CanonicalReader reader)
    {
        reader.Version(nameof(ExecutorRequest), latest: 1);
        return new ExecutorRequest(ReadDecisionId(reader), PlanCodec.ReadLeg(reader), reader.Bool(), reader.Instant(), reader.Duration())
        {
            Filled = ReadQuantity(reader),
            IsAccepted = reader.Bool(),
            Outcome = reader.EnumOrUnspecified<LegOutcome>(),
        };
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Version(1);
        Write(writer, Id);
        PlanCodec.Write(writer, Leg);
        writer.Bool(CancelsOrdersFirst);
        writer.Instant(Deadline);
        writer.Duration(ReportWithin);
        ValueCodec.Write(writer, Filled);
        writer.Bool(IsAccepted);
        writer.EnumOrUnspecified(Outcome);
    }

    public LegView View => new(Id, Leg, Filled, IsAccepted, Deadline, Outcome);

    public ExecutorRequest Heard(DateTimeOffset at) => this with { Deadline = at + ReportWithin };
}
