namespace Livecaller;

/// <summary>A visitor's connection to Livecaller.</summary>
public sealed partial class LivecallerClient;
