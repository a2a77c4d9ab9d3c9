using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("MultiVenueMargin.Grpc.Tests")]
