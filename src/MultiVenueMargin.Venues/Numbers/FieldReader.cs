using System.Text.Json;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Venues.Numbers;

/// <summary>
/// Reads the fields of one message into exact values and keeps what is to be said of them: digits that were given up, fields nobody knows, and
/// the first problem. A message with a problem is refused as a whole, since half of a margin message is a wrong number.
/// Not for use by several threads.
/// </summary>
public sealed class FieldReader
{
    // A hostile message must not fill a log: the first are named.
    private const int MostRemarks = 64;

    // The venues' far future is the year 3000; what lies beyond 9999 is no instant.
    private const decimal LastMillisecond = 253_402_300_799_999m;

    private readonly List<ReadingRemark> _remarks = [];

    public IReadOnlyList<ReadingRemark> Remarks => _remarks;

    /// <summary>Why the message cannot be taken over; absent while it can.</summary>
    public string? Problem { get; private set; }

    public void Refuse(string problem) => Problem ??= problem;

    public void Remark(RemarkKind kind, string field, string text)
    {
        if (_remarks.Count < MostRemarks)
        {
            _remarks.Add(new ReadingRemark(kind, field, text));
        }
    }

    /// <summary>Remarks on every field that the wire model has no name for and that is not known to be left out on purpose.</summary>
    public void Unnamed(Dictionary<string, JsonElement>? rest, IReadOnlySet<string> leftOut, string path)
    {
        foreach (var name in rest?.Keys ?? Enumerable.Empty<string>())
        {
            if (!leftOut.Contains(name))
            {
                Remark(RemarkKind.UnknownField, $"{path}.{name}", "this adapter does not know it");
            }
        }
    }

    /// <summary>To the last digit; one that cannot be held so is a problem.</summary>
    public decimal? Exact(VenueNumber number, string field) => Read(number, field, ExcessDigits.Refuse);

    /// <summary>What is owned, counted in the account's favour or priced: excess digits are given up downwards, and that is said.</summary>
    public decimal? Owned(VenueNumber number, string field) => Read(number, field, ExcessDigits.RoundDown);

    /// <summary>What is required or owed: excess digits are given up upwards, and that is said.</summary>
    public decimal? Required(VenueNumber number, string field) => Read(number, field, ExcessDigits.RoundUp);

    public Quantity? Quantity(VenueNumber number, string field) => AsQuantity(Exact(number, field), field);

    public Quantity? AsQuantity(decimal? value, string field)
    {
        if (value is < -Domain.Quantity.Largest or > Domain.Quantity.Largest)
        {
            Refuse($"{field} is {ExactNumber.Format(value.Value)}: a quantity is at most 10^18");
            return null;
        }

        return value is { } amount ? new Quantity(amount) : null;
    }

    public Price? Price(VenueNumber number, string field)
    {
        var value = Owned(number, field);
        if (value is < 0 or > Domain.Price.Largest)
        {
            Refuse($"{field} is {ExactNumber.Format(value.Value)}: a price lies between 0 and 10^12");
            return null;
        }

        return value is { } amount ? new Price(amount) : null;
    }

    /// <summary>A price of which zero says that there is none: a best bid with nobody behind it, a liquidation that is not near.</summary>
    public Price? PriceUnlessZero(VenueNumber number, string field) => Price(number, field) is { Value: > 0 } price ? price : null;

    public Rate? Rate(VenueNumber number, string field)
    {
        var value = Owned(number, field);
        if (value is < -Domain.Rate.Largest or > Domain.Rate.Largest)
        {
            Refuse($"{field} is {ExactNumber.Format(value.Value)}: a rate lies between -1000 and 1000");
            return null;
        }

        return value is { } share ? new Rate(share) : null;
    }

    /// <summary>Milliseconds since 1970.</summary>
    public DateTimeOffset? Instant(VenueNumber number, string field)
    {
        var value = Exact(number, field);
        if (value is < 0 or > LastMillisecond || (value is { } whole && decimal.Truncate(whole) != whole))
        {
            Refuse($"{field} is {number.Text}: no milliseconds since 1970");
            return null;
        }

        return value is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
    }

    public Asset? Asset(string? code, string field) => Identifier.IsValid(code, 32) ? new Asset(code!) : NoName<Asset>(code, field);

    public InstrumentId? Instrument(string? name, string field) =>
        Identifier.IsValid(name, 96) ? new InstrumentId(name!) : NoName<InstrumentId>(name, field);

    /// <summary>The value, or a problem where the message must have it and does not.</summary>
    public T Needed<T>(T? value, string field)
        where T : struct
    {
        if (value is null)
        {
            Refuse($"{field} is missing");
        }

        return value ?? default;
    }

    private decimal? Read(VenueNumber number, string field, ExcessDigits excess)
    {
        if (number.IsAbsent)
        {
            return null;
        }

        var refusal = ExactNumber.TryParse(number.Text, excess, out var value, out var rounded);
        if (refusal != NumberRefusal.None)
        {
            Refuse($"{field} is not a number that can be held: {refusal}");
            return null;
        }

        if (rounded)
        {
            Remark(RemarkKind.Rounded, field, $"{number.Text} became {ExactNumber.Format(value)}");
        }

        return value;
    }

    private T? NoName<T>(string? name, string field)
        where T : struct
    {
        Refuse(string.IsNullOrEmpty(name) ? $"{field} is missing" : $"{field} is no name");
        return null;
    }
}
