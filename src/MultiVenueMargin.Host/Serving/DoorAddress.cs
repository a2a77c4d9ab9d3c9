namespace MultiVenueMargin.Host.Serving;

/// <summary>Where a door is called unless something else is said.</summary>
public static class DoorAddress
{
    public static readonly Uri Default = new("http://127.0.0.1:7171");
}
