using System.Buffers.Text;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>A mark opened: how far a watcher has come in the figures of one run of a process.</summary>
/// <param name="Mark">0 before everything.</param>
internal readonly record struct FigurePlace(long Run, long Mark)
{
    private const int FormatVersion = 1;

    // No cursor of the journal begins so, and no mark can be taken for one.
    private const string Prefix = "f.";

    public static bool TryParse(FigureMark mark, out FigurePlace place)
    {
        place = default;
        if (string.IsNullOrEmpty(mark.Text))
        {
            return true;
        }

        if (!mark.Text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            var at = 0;
            var reader = new CanonicalReader(Base64Url.DecodeFromChars(mark.Text.AsSpan(Prefix.Length)), ref at);
            reader.Version(nameof(FigurePlace), FormatVersion);
            place = new FigurePlace(reader.Int64(), reader.Int64());
            reader.End();
            return place.Mark >= 0;
        }
        catch (Exception malformed) when (malformed is MalformedRecordException or FormatException)
        {
            return false;
        }
    }

    public FigureMark Close()
    {
        var writer = new CanonicalWriter();
        writer.Version(FormatVersion);
        writer.Int64(Run);
        writer.Int64(Mark);
        return new FigureMark(Prefix + Base64Url.EncodeToString(writer.Written));
    }
}
