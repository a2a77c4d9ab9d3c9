using System.Runtime.CompilerServices;

// The parts of the pipeline are nobody's business outside; their tests look inside.
[assembly: InternalsVisibleTo("MultiVenueMargin.Live.Tests")]
