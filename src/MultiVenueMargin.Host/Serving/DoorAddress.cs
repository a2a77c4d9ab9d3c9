namespace MultiVenueMargin.Host.Serving;

/// <summary>Where a platform is found when nobody says otherwise: what <c>mvm up</c> opens, and what the live commands call.</summary>
public static class DoorAddress
{
    /// <summary>Of the gRPC door: HTTP/2 without TLS, on this machine only.</summary>
    public static readonly Uri Default = new("http://127.0.0.1:7171");

    /// <summary>Of <c>/healthz</c> and <c>/readyz</c>: plain HTTP/1.1, for whoever watches the process.</summary>
    public static readonly Uri DefaultHealth = new("http://127.0.0.1:7172");
}
