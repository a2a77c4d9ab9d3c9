using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// What the guard's rows once were, and how far they may be from that: each within a factor of what is recorded, above and below. Below is noticed too,
/// for a row becomes quick beside another also when that other becomes slow.
/// </summary>
/// <param name="Schema">Always <see cref="SchemaName"/>.</param>
/// <param name="Recorded">When and on what, for people.</param>
/// <param name="CompiledAtOnce">Whether <see cref="GuardBench.IsCompiledAtOnce"/> was so; what was recorded with one is not compared with the other.</param>
/// <param name="RatioFactor">How many times the recorded ratio a ratio may be, or how many times smaller.</param>
/// <param name="BytesFactor">The same of what is allocated. Nothing stays nothing.</param>
/// <param name="Rows">What was measured.</param>
public sealed record GuardRecord(string Schema, string Recorded, bool CompiledAtOnce, double RatioFactor, double BytesFactor, IReadOnlyList<GuardFigure> Rows)
{
    public const string SchemaName = "mvm-bench-guard/1";

    /// <summary>Machines differ in the width of their registers and in what their caches hold, and one kernel has two speeds a third apart.</summary>
    public const double UsualRatioFactor = 2.5;

    /// <summary>What is allocated differs with what the compiler puts on the stack, and with nothing else.</summary>
    public const double UsualBytesFactor = 1.3;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>As a file has it.</summary>
    /// <exception cref="JsonException">It is no such record.</exception>
    public static GuardRecord Read(string json)
    {
        var record = JsonSerializer.Deserialize<GuardRecord>(json, Json) ?? throw new JsonException("It is null.");
        return record.Schema != SchemaName ? throw new JsonException($"It is not \"schema\": \"{SchemaName}\".")
            : !(record.RatioFactor >= 1 && record.BytesFactor >= 1) ? throw new JsonException("A factor is at least 1.")
            : record.Rows.Any(row => row is null || row.Ratio is null == row.Bytes is null || !((row.Ratio ?? 1) > 0 && (row.Bytes ?? 0) >= 0))
                ? throw new JsonException("A row has a ratio above 0 or bytes, and not both.")
            : record;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>What has left its band, in words; nothing where all is as it was.</summary>
    public IReadOnlyList<string> Departures(IReadOnlyList<GuardFigure> measured)
    {
        var now = measured.ToDictionary(row => row.Name, StringComparer.Ordinal);
        var known = Rows.Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Rows.Select(row => now.TryGetValue(row.Name, out var its) ? Departure(row, its) : $"{row.Name}: recorded, and not measured any more").OfType<string>(),
            .. measured.Where(row => !known.Contains(row.Name)).Select(row => $"{row.Name}: measured, and not recorded"),
        ];
    }

    private string? Departure(GuardFigure was, GuardFigure now)
    {
        if (was.Bytes is { } bytes)
        {
            return now.Bytes is { } its && IsWithin(its, bytes, BytesFactor) ? null
                : Said($"{was.Name}: {now.Bytes:N0} bytes, recorded {bytes:N0}, may be {bytes / BytesFactor:N0} to {bytes * BytesFactor:N0}");
        }

        var ratio = was.Ratio!.Value;
        return was.To == now.To && now.Ratio is { } quotient && IsWithin(quotient, ratio, RatioFactor) ? null
            : Said($"{was.Name}: {now.Ratio:G3} of {now.To}, recorded {ratio:G3} of {was.To}, may be {ratio / RatioFactor:G3} to {ratio * RatioFactor:G3}");
    }

    /// <summary>Not a number is nowhere.</summary>
    private static bool IsWithin(double now, double was, double factor) => now <= was * factor && now >= was / factor;

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
