using Grpc.Core;

namespace MultiVenueMargin.Grpc.Framing;

/// <summary>Metadata as headers: values under names that end in -bin are Base64, with padding or without, several of them behind commas.</summary>
internal static class WireMetadata
{
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string AcceptedEncodings = "gzip,identity";
    public const string ContentType = "application/grpc";

    /// <summary>By this name a handler or a caller asks for compression of what it sends; it does not travel.</summary>
    public const string EncodingRequest = "grpc-internal-encoding-request";

    // A limit of our own beside the transport's on all headers together: the Base64 of one value is at most that long.
    private const int LongestBinary = 64 * 1024;

    public static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';');

    /// <summary>Names that say how the call travels, and are no metadata.</summary>
    public static bool IsTransport(string name) =>
        name.Length == 0 || name[0] == ':' || name is "te" or "content-type" or "content-length" or "host" or "date" or "server" or "trailer"
            or GrpcTimeout.Header or AcceptEncoding or Status or Message;

    public static string ToWire(Metadata.Entry entry) => entry.IsBinary ? ToBase64(entry.Bytes) : entry.Value;

    /// <summary>Adds what came under <paramref name="name"/>; false when it is no metadata: not Base64, or not printable.</summary>
    public static bool TryAdd(Metadata metadata, string name, string value)
    {
        string key = name.ToLowerInvariant();
        if (!Metadata.Entry.IsKey(key))
        {
            return false;
        }

        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
        {
            if (!Metadata.Entry.IsPrintableAscii(value))
            {
                return false;
            }

            metadata.Add(key, value);
            return true;
        }

        ReadOnlySpan<char> text = value;
        foreach (Range part in text.Split(','))
        {
            if (!TryFromBase64(text[part].Trim(), out byte[] bytes))
            {
                return false;
            }

            metadata.Add(Metadata.Entry.FromWire(key, bytes));
        }

        return true;
    }

    private static string ToBase64(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryFromBase64(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        text = text.TrimEnd('=');
        if (text.Length > LongestBinary || text.Length % 4 == 1)
        {
            return false;
        }

        Span<char> padded = stackalloc char[4];
        int whole = text.Length / 4 * 4;
        byte[] buffer = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64Chars(text[..whole], buffer, out int written))
        {
            return false;
        }

        if (whole < text.Length)
        {
            padded.Fill('=');
            text[whole..].CopyTo(padded);
            if (!Convert.TryFromBase64Chars(padded, buffer.AsSpan(written), out int last))
            {
                return false;
            }

            written += last;
        }

        bytes = buffer[..written];
        return true;
    }
}
