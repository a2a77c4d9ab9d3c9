using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Contracts;

/// <summary>How values of the domain are written: exact numbers in plain decimal text, what is absent as an empty one, instants in UTC.</summary>
internal static class WireText
{
    public static string Of(decimal number) => ExactNumber.Format(number);

    public static string Of(decimal? number) => number is { } known ? Of(known) : "";

    public static string Of(Usd? amount) => amount is { } known ? Of(known.Amount) : "";

    public static string Of(Price? price) => price is { } known ? Of(known.Value) : "";

    public static string Of(Quantity? quantity) => quantity is { } known ? Of(known.Value) : "";

    public static string Of(Rate? rate) => rate is { } known ? Of(known.Value) : "";

    /// <summary>Empty where it is none.</summary>
    public static string OrNone(Quantity quantity) => quantity.Value == 0 ? "" : Of(quantity);

    /// <summary>Empty where it is none.</summary>
    public static string OrNone(Rate rate) => rate.Value == 0 ? "" : Of(rate);

    /// <summary>The shortest text that reads as the same double, without an exponent.</summary>
    public static string Of(double measured)
    {
        if (!double.IsFinite(measured))
        {
            throw new ArgumentOutOfRangeException(nameof(measured), measured, "A measured figure is a number.");
        }

        var text = measured.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E');
        if (exponentAt < 0)
        {
            return text;
        }

        var exponent = int.Parse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var digits = text[sign.Length..exponentAt].Replace(".", "", StringComparison.Ordinal);
        return exponent < 0
            ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : sign + digits + new string('0', exponent + 1 - digits.Length);
    }

    public static string Of(double? measured) => measured is { } known ? Of(known) : "";

    /// <summary>"2026-01-31".</summary>
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Timestamp Of(DateTimeOffset instant) => Timestamp.FromDateTimeOffset(instant);

    public static Timestamp? Of(DateTimeOffset? instant) => instant is { } known ? Of(known) : null;

    public static Duration Of(TimeSpan duration) => Duration.FromTimeSpan(duration);
}
