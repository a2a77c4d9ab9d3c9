using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Golden;

/// <summary>
/// One JSON value of a golden file with the path that leads to it. Numbers come as text or as JSON numbers and are read by
/// their characters, so that 10.600000000000001 stays what is written.
/// </summary>
public readonly record struct InputValue(JsonElement Json, string Path)
{
    public bool IsNull => Json.ValueKind == JsonValueKind.Null;

    public bool IsObject => Json.ValueKind == JsonValueKind.Object;

    public bool IsArray => Json.ValueKind == JsonValueKind.Array;

    public InputObject Fields() => new(this);

    public IReadOnlyList<InputValue> Items()
    {
        if (!IsArray)
        {
            throw Refused("a list is expected");
        }

        var items = new List<InputValue>(Json.GetArrayLength());
        foreach (var item in Json.EnumerateArray())
        {
            items.Add(new InputValue(item, $"{Path}/{items.Count}"));
        }

        return items;
    }

    /// <summary>The items of a list of known length, such as a pair.</summary>
    public IReadOnlyList<InputValue> Items(int count)
    {
        var items = Items();
        return items.Count == count ? items : throw Refused($"{count} items are expected, {items.Count} found");
    }

    public string Text() =>
        Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Refused("a text is expected");

    public bool Flag() => Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refused("true or false is expected"),
    };

    /// <summary>An exact number; one that we could not hold exactly is refused.</summary>
    public decimal Number()
    {
        var refusal = ExactNumber.TryParse(NumberText(), out var number);
        return refusal == NumberRefusal.None ? number : throw Refused($"'{NumberText()}' is no exact number ({refusal})");
    }

    /// <summary>A whole number of any size, as chains compute with; with an exponent only where a decimal holds it.</summary>
    public BigInteger Integer()
    {
        var text = NumberText();
        if (text.Length <= ExactNumber.LongestText
            && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        var number = Number();
        return number == decimal.Truncate(number) ? new BigInteger(number) : throw Refused($"'{text}' is no whole number");
    }

    public int Whole()
    {
        var number = Number();
        return number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw Refused($"'{NumberText()}' is no whole number");
    }

    /// <summary>For what the domain holds as a double (volatilities, returns, correlations): the double nearest to the text.</summary>
    public double Statistic()
    {
        _ = Number();
        return double.Parse(NumberText(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    public TimeSpan Seconds() => Duration(TimeSpan.TicksPerSecond);

    public TimeSpan Days() => Duration(TimeSpan.TicksPerDay);

    public UnmappableInputException Refused(string reason) => new(Path, reason);

    // A tick is 100 ns; what is finer is nobody's clock and moves no figure, so the nearest will do.
    private TimeSpan Duration(long ticksPerUnit) =>
        TimeSpan.FromTicks((long)decimal.Round(Number() * ticksPerUnit, MidpointRounding.ToEven));

    private string NumberText() => Json.ValueKind switch
    {
        JsonValueKind.String => Json.GetString()!,
        JsonValueKind.Number => Json.GetRawText(),
        _ => throw Refused("a number is expected, as text or as a JSON number"),
    };
}
