using System.Runtime.CompilerServices;

// Tests move the clock and wait until the loops have done all that is due.
[assembly: InternalsVisibleTo("MultiVenueMargin.Engine.Tests")]
[assembly: InternalsVisibleTo("MultiVenueMargin.Gateway.Tests")]
[assembly: InternalsVisibleTo("MultiVenueMargin.Cli.Tests")]
[assembly: InternalsVisibleTo("MultiVenueMargin.EndToEnd.Tests")]
