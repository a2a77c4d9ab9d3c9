using System.Runtime.CompilerServices;

// The trusted, unchecked kernel is internal; its own tests and benchmarks look inside.
[assembly: InternalsVisibleTo("MultiVenueMargin.Risk.Tests")]
[assembly: InternalsVisibleTo("MultiVenueMargin.Benchmarks")]
