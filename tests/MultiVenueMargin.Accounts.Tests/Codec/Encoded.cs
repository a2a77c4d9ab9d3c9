using MultiVenueMargin.Accounts.Codec;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>Values to bytes and back, as the tests need it.</summary>
internal static class Encoded
{
    public static byte[] By(Action<CanonicalWriter> write)
    {
        var writer = new CanonicalWriter(1);
        write(writer);
        return writer.ToArray();
    }

    public static byte[] Of<T>(T value, WriteItem<T> write) => By(writer => write(writer, value));

    public static string Hex<T>(T value, WriteItem<T> write) => Convert.ToHexStringLower(Of(value, write));

    /// <summary>Reads a whole value: bytes left over are refused.</summary>
    public static T Read<T>(ReadOnlySpan<byte> bytes, ReadItem<T> read)
    {
        var at = 0;
        var reader = new CanonicalReader(bytes, ref at);
        var value = read(reader);
        reader.End();
        return value;
    }

    public static T ReadHex<T>(string hex, ReadItem<T> read) => Read(Convert.FromHexString(hex), read);

    public static MalformedRecordException Refused<T>(ReadOnlySpan<byte> bytes, ReadItem<T> read)
    {
        try
        {
            Read(bytes, read);
        }
        catch (MalformedRecordException refusal)
        {
            return refusal;
        }

        throw new Xunit.Sdk.XunitException($"{Convert.ToHexStringLower(bytes)} was read.");
    }

    public static MalformedRecordException RefusedHex<T>(string hex, ReadItem<T> read) => Refused(Convert.FromHexString(hex), read);
}
