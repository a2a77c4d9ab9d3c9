using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Requests;

/// <summary>A request that was carried out, and its answer.</summary>
/// <param name="BodyHash">SHA-256 of the command's canonical bytes.</param>
/// <param name="Version">The account's version after it.</param>
internal sealed record RememberedRequest(RequestId Request, ReadOnlyMemory<byte> BodyHash, string Created, long Version)
{
    // What is created is named by an identifier: at most a venue account or a decision.
    private const int LongestCreated = 256;

    public void WriteTo(CanonicalWriter writer)
    {
        ValueCodec.Write(writer, Request);
        writer.FixedBytes(BodyHash.Span);
        writer.String(Created, LongestCreated);
        writer.Int64(Version);
    }

    public static RememberedRequest ReadFrom(CanonicalReader reader) => new(
        ValueCodec.ReadRequestId(reader), reader.FixedBytes(CommandCodec.HashBytes).ToArray(), reader.String(LongestCreated), reader.Int64());

    public bool Equals(RememberedRequest? other) =>
        other is not null && (Request, Created, Version) == (other.Request, other.Created, other.Version)
        && BodyHash.Span.SequenceEqual(other.BodyHash.Span);

    public override int GetHashCode() => HashCode.Combine(Request, Version);
}
