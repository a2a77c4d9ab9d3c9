using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Requests;

/// <summary>A request that was carried out, and its answer.</summary>
/// <param name="BodyHash">SHA-256 of the command's canonical bytes.</param>
/// <param name="Version">The account's version after it.</param>
internal sealed record RememberedRequest(RequestId Request, ReadOnlyMemory<byte> BodyHash, string Created, long Version)
{
    public bool Equals(RememberedRequest? other) =>
        other is not null && (Request, Created, Version) == (other.Request, other.Created, other.Version)
        && BodyHash.Span.SequenceEqual(other.BodyHash.Span);

    public override int GetHashCode() => HashCode.Combine(Request, Version);
}
