using System.Runtime.CompilerServices;

// The parts of the pipeline are nobody's business outside; their tests look inside, and what they cost is measured one by one.
[assembly: InternalsVisibleTo("MultiVenueMargin.Live.Tests")]
[assembly: InternalsVisibleTo("MultiVenueMargin.Benchmarks")]
[assembly: InternalsVisibleTo("MultiVenueMargin.Gateway.Tests")]
