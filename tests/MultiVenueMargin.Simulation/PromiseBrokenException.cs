namespace MultiVenueMargin.Simulation;

/// <summary>Something that the platform promises did not hold in a simulated run.</summary>
public sealed class PromiseBrokenException(string message) : Exception(message)
{
    internal static void Unless(bool holds, string message)
    {
        if (!holds)
        {
            throw new PromiseBrokenException(message);
        }
    }
}
