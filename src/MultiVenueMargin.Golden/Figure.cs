using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Golden;

/// <summary>One figure of our report: a number (with its unit, where it is written with one), a text, or known to be absent. The default value is absent.</summary>
public readonly record struct Figure
{
    private Figure(decimal? number, string? text, bool mayBeLeftOut) =>
        (Number, Text, MayBeLeftOut) = (number, text, mayBeLeftOut);

    public decimal? Number { get; }

    public string? Text { get; }

    public bool IsAbsent => Number is null && Text is null;

    /// <summary>A golden file leaves this figure out when there is nothing to say, such as a step that took nothing.</summary>
    public bool MayBeLeftOut { get; }

    public static Figure Absent => default;

    public static Figure Of(decimal? number) => new(number, null, mayBeLeftOut: false);

    public static Figure Of(Usd? amount) => Of(amount?.Amount);

    public static Figure Of(string text) => new(null, text, mayBeLeftOut: false);

    /// <summary>A number that is written with its unit: <c>48.00 USD</c>.</summary>
    public static Figure Of(decimal number, string unit) => new(number, unit, mayBeLeftOut: false);

    /// <summary>A figure that a golden file has only where it is not zero.</summary>
    public static Figure UnlessZero(Usd amount) => new(amount.Amount, null, mayBeLeftOut: amount == Usd.Zero);

    public Figure Optional() => new(Number, Text, mayBeLeftOut: true);

    public override string ToString() => (Number, Text) switch
    {
        ({ } number, { } unit) => $"{ExactNumber.Format(number)} {unit}",
        ({ } number, _) => ExactNumber.Format(number),
        _ => Text ?? "absent",
    };
}
