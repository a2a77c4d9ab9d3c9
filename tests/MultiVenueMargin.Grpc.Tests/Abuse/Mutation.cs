namespace MultiVenueMargin.Grpc.Tests.Abuse;

/// <summary>Changes bytes the way broken or hostile senders do, as a seed draws it.</summary>
internal static class Mutation
{
    private static readonly byte[] Telling = [0, 1, 2, 0x7F, 0x80, 0xFF];

    public static byte[] Of(byte[] sound, Random random, int from = 0)
    {
        byte[] bytes = sound;
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            bytes = Once(bytes, random, Math.Min(from, bytes.Length));
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random, int from)
    {
        int at = random.Next(from, bytes.Length + 1);
        int length = random.Next(0, Math.Min(bytes.Length - at, 40) + 1);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Length:
                return Changed(bytes, at, (byte)(bytes[at] ^ (1 << random.Next(8))));
            case 1 when at < bytes.Length:
                return Changed(bytes, at, Telling[random.Next(Telling.Length)]);
            case 2 when at < bytes.Length:
                return Changed(bytes, at, (byte)random.Next(256));
            case 3:
                return bytes[..at];
            case 4:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 5:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 6:
                byte[] noise = new byte[random.Next(1, 30)];
                random.NextBytes(noise);
                return [.. bytes[..at], .. noise, .. bytes[at..]];
            default:
                // The first bytes of a frame say how long it is.
                return from < bytes.Length ? Changed(bytes, Math.Min(from + random.Next(9), bytes.Length - 1), (byte)random.Next(256)) : bytes;
        }
    }

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        byte[] changed = (byte[])bytes.Clone();
        changed[at] = value;
        return changed;
    }
}
