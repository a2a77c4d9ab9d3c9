using System.Buffers;
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

    /// <summary>Opens <paramref name="compressed"/> into <paramref name="output"/>; false when it is larger than <paramref name="limit"/>.</summary>
    /// <exception cref="InvalidDataException">It is not gzip, or ends early.</exception>
    public static bool TryOpen(in ReadOnlySequence<byte> compressed, int limit, PooledBufferWriter output)
    {
        using Stream source = PipeReader.Create(compressed).AsStream();
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        while (true)
        {
            Span<byte> free = output.GetSpan(256);
            // One byte beyond the limit tells that there is more.
            int read = gzip.Read(free[..(int)Math.Min(free.Length, (long)limit + 1 - output.Length)]);
            if (read == 0)
            {
                return true;
            }

            output.Advance(read);
            if (output.Length > limit)
            {
                return false;
            }
        }
    }

    public static void Close(ReadOnlySpan<byte> plain, CompressionLevel level, MemoryStream output)
    {
        output.SetLength(0);
        using var gzip = new GZipStream(output, level, leaveOpen: true);
        gzip.Write(plain);
    }
}
