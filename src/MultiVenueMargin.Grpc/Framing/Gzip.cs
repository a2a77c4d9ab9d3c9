using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;

namespace MultiVenueMargin.Grpc.Framing;

/// <summary>
/// The one compression that both sides offer. What comes in is opened only as far as the limit allows, so that a small frame
/// that would become a huge message costs no more than the largest message.
/// </summary>
internal static class Gzip
{
    public const string Name = "gzip";

    // Header and trailer.
    private const int Overhead = 18;

    /// <summary>Opens <paramref name="compressed"/> into <paramref name="output"/>; false when it is larger than <paramref name="limit"/>.</summary>
    /// <exception cref="InvalidDataException">It is not gzip, or ends early.</exception>
    public static bool TryOpen(in ReadOnlySequence<byte> compressed, int limit, PooledBufferWriter output)
    {
        if (compressed.Length < Overhead)
        {
            throw new InvalidDataException("It is shorter than any gzip.");
        }

        using Stream source = PipeReader.Create(compressed).AsStream();
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        while (true)
        {
            Span<byte> free = output.GetSpan(256);
            // One byte beyond the limit tells that there is more.
            int read = gzip.Read(free[..(int)Math.Min(free.Length, (long)limit + 1 - output.Length)]);
            if (read == 0)
            {
                CheckEnd(compressed, output.Length);
                return true;
            }

            output.Advance(read);
            if (output.Length > limit)
            {
                return false;
            }
        }
    }

    // GZipStream takes the end of its input for the end of the data: half a message would pass for a whole one. The last four bytes
    // say how long the data was.
    private static void CheckEnd(in ReadOnlySequence<byte> compressed, int length)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        compressed.Slice(compressed.Length - sizeof(uint)).CopyTo(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != (uint)length)
        {
            throw new InvalidDataException("It ends early, or something follows it.");
        }
    }

    public static void Close(ReadOnlySpan<byte> plain, CompressionLevel level, MemoryStream output)
    {
        output.SetLength(0);
        using var gzip = new GZipStream(output, level, leaveOpen: true);
        gzip.Write(plain);
    }
}
