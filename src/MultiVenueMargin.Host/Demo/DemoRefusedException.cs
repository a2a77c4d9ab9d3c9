namespace MultiVenueMargin.Host.Demo;

/// <summary>The platform refused something to the demo street.</summary>
public sealed class DemoRefusedException(string message) : InvalidOperationException(message);
