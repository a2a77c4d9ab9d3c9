using System.Runtime.CompilerServices;

// The trusted, unchecked kernel is internal, as are the parts of the house margin; tests and benchmarks look inside. The host does so for
// mvm bench risk alone, at three places (HouseParts, KernelPass, GreeksPass).
[assembly: InternalsVisibleTo("MultiVenueMargin.Risk.Tests")]
[assembly: InternalsVisibleTo("MultiVenueMargin.Benchmarks")]
[assembly: InternalsVisibleTo("MultiVenueMargin.Host")]
