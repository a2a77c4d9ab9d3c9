using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Seals;

/// <summary>
/// A signed statement of everything that was durable at a moment. Whoever holds one that left the machine can tell whether
/// anything before it was changed since.
/// </summary>
/// <param name="At">When, by the host's clock.</param>
/// <param name="Sequence">1, 2, 3 …</param>
/// <param name="Positions">The last position of every partition.</param>
/// <param name="Streams">How many streams there were.</param>
/// <param name="Root">The <see cref="MerkleTree"/> over their heads.</param>
/// <param name="KeyId">Whose signature (<see cref="SealKey.Id"/>).</param>
/// <param name="Previous">The <see cref="Hash"/> of the seal before; zero for the first.</param>
/// <param name="Signature">ES256 over <see cref="SignedBytes"/>, 64 bytes.</param>
public sealed record Seal(
    DateTimeOffset At,
    long Sequence,
    IReadOnlyList<long> Positions,
    long Streams,
    ChainHash Root,
    string KeyId,
    ChainHash Previous,
    ReadOnlyMemory<byte> Signature)
{
    /// <summary>The stream that seals are committed to.</summary>
    public static readonly StreamId Stream = StreamId.Register("seals");

    private const byte Format = 1;
    private const int MostPositions = 4096;

    /// <summary>What is signed: everything but the signature, canonically.</summary>
    public byte[] SignedBytes()
    {
        var (root, previous) = (Root, Previous);
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write("mvm-seal"u8);
            writer.Write(Format);
            writer.Write(At.UtcTicks);
            writer.Write(Sequence);
            writer.Write(Positions.Count);
            foreach (var position in Positions)
            {
                writer.Write(position);
            }

            writer.Write(Streams);
            writer.Write((ReadOnlySpan<byte>)root);
            writer.Write(KeyId);
            writer.Write((ReadOnlySpan<byte>)previous);
        }

        return bytes.ToArray();
    }

    /// <summary>The record that is journaled.</summary>
    public byte[] ToBytes() => [.. SignedBytes(), .. Signature.Span];

    /// <summary>Of the journaled record, signature included.</summary>
    public ChainHash Hash() => ChainHash.Of(SHA256.HashData(ToBytes()));

    /// <summary>Null when the bytes are no seal.</summary>
    public static Seal? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
            if (!reader.ReadBytes(8).AsSpan().SequenceEqual("mvm-seal"u8) || reader.ReadByte() != Format)
            {
                return null;
            }

            var at = reader.ReadInt64();
            var sequence = reader.ReadInt64();
            var count = reader.ReadInt32();
            if (at < 0 || at > DateTimeOffset.MaxValue.UtcTicks || count is < 0 or > MostPositions)
            {
                return null;
            }

            var positions = new long[count];
            foreach (ref var position in positions.AsSpan())
            {
                position = reader.ReadInt64();
            }

            var seal = new Seal(
                new DateTimeOffset(at, TimeSpan.Zero),
                sequence,
                positions,
                reader.ReadInt64(),
                ChainHash.Of(reader.ReadBytes(ChainHash.Length)),
                reader.ReadString(),
                ChainHash.Of(reader.ReadBytes(ChainHash.Length)),
                reader.ReadBytes(SealKey.SignatureLength));
            // One seal has one form: what does not come out again as it went in is none.
            return seal.Signature.Length == SealKey.SignatureLength && seal.ToBytes().AsSpan().SequenceEqual(bytes.Span) ? seal : null;
        }
        catch (Exception broken) when (broken is EndOfStreamException or ArgumentException or FormatException or IOException)
        {
            return null;
        }
    }

    /// <summary>For export: readable, and exact, for the signed bytes are in it.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence", Sequence);
            writer.WriteString("at", At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteNumber("streams", Streams);
            writer.WriteString("root", Root.ToString());
            writer.WriteString("keyId", KeyId);
            writer.WriteString("previous", Previous.ToString());
            writer.WriteString("seal", Convert.ToBase64String(ToBytes()));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>Reads what was exported. The readable members are for people; the seal's bytes count. Null for anything else.</summary>
    public static Seal? FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("seal", out var member)
                && member.ValueKind == JsonValueKind.String
                && member.TryGetBytesFromBase64(out var bytes)
                ? Read(bytes)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
