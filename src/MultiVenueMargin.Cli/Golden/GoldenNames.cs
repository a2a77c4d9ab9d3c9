using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Cli.Golden;

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

    /// <summary>
    /// What the golden files say of a gap; absent for the kinds that they do not list (a reference without history or
    /// correlations simply leaves the figure out).
    /// </summary>
    public static string? Of(Omission omission) => omission.Kind switch
    {
        OmissionKind.UnpricedCollateral => $"unpriced {omission.Subject}",
        OmissionKind.UnpricedPosition => $"unpriced position {WithoutVenue(omission.Subject)}",
        OmissionKind.UnpricedDebt => $"unpriced debt {omission.Subject}",
        OmissionKind.LostFeed => $"lost feed {omission.Subject}",
        OmissionKind.LostMark => $"lost mark {omission.Subject}",
        _ => null,
    };

    private static string WithoutVenue(string position) =>
        position.IndexOf('@') is var at and >= 0 ? position[..at] : position;
}
