using System.Globalization;

namespace MultiVenueMargin.Grpc.Framing;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    public const string Header = "grpc-timeout";

    private const int MostDigits = 8;
    private const long Most = 99_999_999;

    public static bool TryParse(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MostDigits + 1
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            return false;
        }

        long ticks = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour * value,
            'M' => TimeSpan.TicksPerMinute * value,
            'S' => TimeSpan.TicksPerSecond * value,
            'm' => TimeSpan.TicksPerMillisecond * value,
            'u' => TimeSpan.TicksPerMicrosecond * value,
            // A tick is 100 ns; up, for a time that is not over is not zero.
            'n' => (value + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick,
            _ => -1,
        };
        timeout = new TimeSpan(Math.Max(ticks, 0));
        return ticks >= 0;
    }

    /// <summary>Rounded up, in the finest unit from milliseconds on that holds it; what no unit holds is the longest there is.</summary>
    public static string Format(TimeSpan timeout)
    {
        long ticks = Math.Max(timeout.Ticks, 1);
        foreach ((long unit, char letter) in (ReadOnlySpan<(long, char)>)
            [(TimeSpan.TicksPerMillisecond, 'm'), (TimeSpan.TicksPerSecond, 'S'), (TimeSpan.TicksPerMinute, 'M'), (TimeSpan.TicksPerHour, 'H')])
        {
            long count = ((ticks - 1) / unit) + 1;
            if (count <= Most)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count}{letter}");
            }
        }

        return "99999999H";
    }
}
