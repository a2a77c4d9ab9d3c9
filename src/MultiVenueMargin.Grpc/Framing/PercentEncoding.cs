using System.Buffers;
using System.Text;

namespace MultiVenueMargin.Grpc.Framing;

/// <summary>The header <c>grpc-message</c>: UTF-8 of which everything but printable ASCII, and the percent sign itself, is written as %XX.</summary>
internal static class PercentEncoding
{
    private const string Digits = "0123456789ABCDEF";

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var encoded = new StringBuilder(utf8.Length * 3);
        foreach (byte b in utf8)
        {
            if (b is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append('%').Append(Digits[b >> 4]).Append(Digits[b & 15]);
            }
        }

        return encoded.ToString();
    }

    /// <summary>What is no valid escape stays as it is, as the protocol asks: a message is for people and is never lost.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        byte[] source = Encoding.UTF8.GetBytes(text);
        int length = 0;
        for (int i = 0; i < source.Length; i++)
        {
            byte value = source[i];
            if (value == '%' && i + 2 < source.Length
                && Convert.FromHexString(source.AsSpan(i + 1, 2), source.AsSpan(length, 1), out _, out _) == OperationStatus.Done)
            {
                i += 2;
            }
            else
            {
                source[length] = value;
            }

            length++;
        }

        return Encoding.UTF8.GetString(source, 0, length);
    }
}
