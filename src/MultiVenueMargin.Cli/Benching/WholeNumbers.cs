using System.Globalization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Benching;

/// <summary>Options that are whole numbers within limits; the first that is not is remembered.</summary>
internal sealed class WholeNumbers(Arguments arguments)
{
    /// <summary>What is wrong with the first option that is not as it has to be; null while all are.</summary>
    public string? Problem { get; private set; }

    /// <summary>The number given for an option; when it is absent, or wrong, the usual one.</summary>
    public long Of(string option, long usual, long least, long most, string what)
    {
        if (arguments.ValueOf(option) is not { } text)
        {
            return usual;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem ??= string.Create(CultureInfo.InvariantCulture, $"{option} {JsonPath.Quoted(text)} is not understood; it is a whole number of {what}, {least} to {most}.");
        return usual;
    }
}
