using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Corrections;

/// <summary>An operator's adjustment.</summary>
/// <param name="ApprovedBy">Absent while it is only proposed.</param>
internal sealed record Correction(
    DecisionId Id,
    VenueAccountId Feed,
    Asset Asset,
    Quantity Amount,
    string Reason,
    DateTimeOffset Until,
    PrincipalId ProposedBy,
    PrincipalId? ApprovedBy)
{
    /// <summary>It ends at its time, whether or not that was recorded yet.</summary>
    public bool IsInForceAt(DateTimeOffset now) => ApprovedBy is not null && now < Until;

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Version(1);
        DecisionCodec.Write(writer, Id);
        ValueCodec.Write(writer, Feed);
        ValueCodec.Write(writer, Asset);
        ValueCodec.Write(writer, Amount);
        writer.String(Reason, Limits.ReasonLength);
        writer.Instant(Until);
        ValueCodec.Write(writer, ProposedBy);
        writer.Optional(ApprovedBy, ValueCodec.Write);
    }

    public static Correction ReadFrom(CanonicalReader reader)
    {
        reader.Version(nameof(Correction), latest: 1);
        return new Correction(
            DecisionCodec.ReadDecisionId(reader),
            ValueCodec.ReadVenueAccountId(reader),
            ValueCodec.ReadAsset(reader),
            ValueCodec.ReadQuantity(reader),
            reader.String(Limits.ReasonLength),
            reader.Instant(),
            ValueCodec.ReadPrincipalId(reader),
            reader.Optional(ValueCodec.ReadPrincipalId));
    }
}
