using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Cli.Live.Proposals;

/// <summary>One trade as it is written on the command line: <c>--buy 10 BTC-27MAR26-60000-C@DERIBIT</c>, at the mark or at a price.</summary>
internal static class TradeWords
{
    private const int LongestPool = 64;

    /// <summary>Null, with the reason, when it is not understood.</summary>
    public static Trade? Read(Arguments arguments, out string problem)
    {
        if (arguments.Has("--buy") && arguments.Has("--sell"))
        {
            problem = "--buy and --sell are two trades; a file tells several.";
            return null;
        }

        var side = arguments.Has("--buy") ? "--buy" : "--sell";
        var text = arguments.ValueOf(side)!;
        if (Shown.Number(text) is not (> 0 and <= Quantity.Largest and var quantity))
        {
            problem = $"{side} {JsonPath.Quoted(text)} is no quantity; it is a number of contracts above 0, such as 10.";
            return null;
        }

        decimal? price = null;
        if (arguments.ValueOf("--price") is { } priced)
        {
            if (Shown.Number(priced) is not (>= 0 and <= Price.Largest and var known))
            {
                problem = $"--price {JsonPath.Quoted(priced)} is no price; without one the trade is done at the mark.";
                return null;
            }

            price = known;
        }

        if (arguments.ValueOf("--pool") is { } named && !Identifier.IsValid(named, LongestPool))
        {
            problem = $"--pool {JsonPath.Quoted(named)} is no pool; it has 1 to {LongestPool} visible characters.";
            return null;
        }

        if (arguments.Words.Count < 2 || ReadWhat(arguments.Words[1]) is not { } what)
        {
            problem = $"INSTRUMENT@VENUE {(arguments.Words.Count < 2 ? "is missing after" : $"is not {JsonPath.Quoted(arguments.Words[1])} after")} {side} {text}; such as BTC-27MAR26-60000-C@DERIBIT.";
            return null;
        }

        problem = string.Empty;
        return new Trade(
            arguments.ValueOf("--pool") is { } pool ? new PoolId(pool) : PoolId.Cross,
            what.Venue,
            what.Instrument,
            new Quantity(side == "--buy" ? quantity : -quantity),
            price is { } at ? new Price(at) : null);
    }

    private static (InstrumentId Instrument, LocationId Venue)? ReadWhat(string word)
    {
        const int LongestInstrument = 96;
        const int LongestVenue = 64;
        var at = word.LastIndexOf('@');
        return at > 0 && Identifier.IsValid(word[..at], LongestInstrument) && Identifier.IsValid(word[(at + 1)..], LongestVenue)
            ? (new InstrumentId(word[..at]), new LocationId(word[(at + 1)..]))
            : null;
    }
}
