using System.Diagnostics.CodeAnalysis;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Registers;

/// <summary>The answers to the last <see cref="Limits.RememberedRequests"/> requests of a register, so that a repetition gets the same.</summary>
internal sealed class RegisterRequests
{
    private const int HashBytes = 32;

    // What is created is named by an identifier, at most an account or a deficit.
    private const int LongestCreated = 256;

    private readonly Dictionary<RequestId, Remembered> _byId = [];
    private readonly Queue<RequestId> _oldestFirst = [];

    public bool TryFind(RequestId request, [NotNullWhen(true)] out Remembered? remembered) => _byId.TryGetValue(request, out remembered);

    public void Remember(RegisterAnswered answered, long version)
    {
        if (!_byId.TryAdd(answered.Request, new Remembered(version, answered.BodyHash, answered.Created)))
        {
            throw new InvalidOperationException($"The request {answered.Request} was answered before and is again at version {version}.");
        }

        _oldestFirst.Enqueue(answered.Request);
        if (_oldestFirst.Count > Limits.RememberedRequests)
        {
            _byId.Remove(_oldestFirst.Dequeue());
        }
    }

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Count(_oldestFirst.Count, Limits.RememberedRequests);
        foreach (var request in _oldestFirst)
        {
            var (version, bodyHash, created) = _byId[request];
            ValueCodec.Write(writer, request);
            writer.Int64(version);
            writer.FixedBytes(bodyHash.Span);
            writer.String(created, LongestCreated);
        }
    }

    public void ReadFrom(CanonicalReader reader)
    {
        for (var left = reader.Count(Limits.RememberedRequests); left > 0; left--)
        {
            var request = ValueCodec.ReadRequestId(reader);
            var version = reader.Int64();
            var bodyHash = reader.FixedBytes(HashBytes).ToArray();
            Remember(new RegisterAnswered(request, bodyHash, reader.String(LongestCreated)), version);
        }
    }

    /// <param name="Version">The register's, after it was carried out.</param>
    internal sealed record Remembered(long Version, ReadOnlyMemory<byte> BodyHash, string Created);
}
