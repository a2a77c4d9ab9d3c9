using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Golden.House;

/// <summary>The golden files' own spelling of things that our reports hold as types.</summary>
public static class GoldenNames
{
    public static string Of(BridgeClass bridge) => bridge switch
    {
        BridgeClass.Native => "native",
        BridgeClass.BurnAndMint => "burn_mint",
        BridgeClass.LightClient => "light_client",
        BridgeClass.Multisig => "multisig",
        _ => throw new ArgumentOutOfRangeException(nameof(bridge), bridge, "No golden file names this bridge class."),
    };

    /// <summary><c>loan USDC@CHAIN</c>, <c>ETH@CHAIN/multisig</c>, <c>BTC@CHAIN/burn_mint/2of3</c>.</summary>
    public static string Of(CollateralLine line)
    {
        var name = $"{(line.IsLoan ? "loan " : string.Empty)}{line.Asset}@{line.Location}";
        name += line.Bridge == BridgeClass.Native ? string.Empty : $"/{Of(line.Bridge)}";
        return line.Finality is { } finality ? $"{name}/{finality.Confirmations}of{finality.Required}" : name;
    }

    /// <summary><c>issuer cap Circle (worst)</c>.</summary>
    public static string Of(CapReport cap)
    {
        var kind = cap.Kind switch
        {
            CapKind.Asset => "asset",
            CapKind.Issuer => "issuer",
            CapKind.Venue => "venue",
            _ => throw new ArgumentOutOfRangeException(nameof(cap), cap.Kind, "No golden file names this kind of cap."),
        };
        var end = cap.End switch
        {
            ValuationEnd.Worst => "worst",
            ValuationEnd.Likely => "likely",
            ValuationEnd.Best => "best",
            _ => throw new ArgumentOutOfRangeException(nameof(cap), cap.End, "No golden file names this end."),
        };
        return $"{kind} cap {cap.Group} ({end})";
    }

    /// <summary>An issuer by the name our rules have for it: it may be called by an older or newer name of the firm, or by its coin.</summary>
    public static string Issuer(string name) => name switch
    {
        "MakerDAO" or "Sky" or "DAI" => "Maker",
        "USDC" => "Circle",
        "USDT" => "Tether",
        _ => name,
    };

    /// <summary>
    /// A gap as both sides can say it; absent for the kinds that the golden files do not list (a reference without history or
    /// correlations simply leaves the figure out).
    /// </summary>
    public static string? Of(Omission omission) => omission.Kind switch
    {
        OmissionKind.UnpricedCollateral or OmissionKind.UnpricedDebt or OmissionKind.UnpricedPosition => Gap($"unpriced {omission.Subject}"),
        OmissionKind.LostFeed or OmissionKind.LostMark => Gap($"lost {omission.Subject}"),
        _ => null,
    };

    /// <summary>
    /// The golden files put a gap in words of their own: <c>unpriced position NEW-PERP</c>. What kind it is and what it concerns
    /// (the last word; a contract without its venue) is compared, the words between are not.
    /// </summary>
    public static string Gap(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kind = Array.Find(["lost", "unpriced"], known => Array.Exists(words, word => word.Equals(known, StringComparison.OrdinalIgnoreCase)));
        return kind is null ? text : $"{kind} {WithoutVenue(words[^1])}";
    }

    // Contracts have a dash in their names and coins have none.
    private static string WithoutVenue(string subject) =>
        subject.IndexOf('@') is var at and >= 0 && subject.IndexOf('-') is var dash and >= 0 && dash < at ? subject[..at] : subject;
}
