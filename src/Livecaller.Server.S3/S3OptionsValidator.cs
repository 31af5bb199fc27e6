namespace Livecaller.Server.S3;

// Checks the settings of an application that stores attachments in S3.
internal sealed class S3OptionsValidator : IValidateOptions<LivecallerServerOptions>
{
    public ValidateOptionsResult Validate(string? name, LivecallerServerOptions options)
    {
        List<string> faults = [.. Faults(options.S3)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(S3Options options)
    {
        if (string.IsNullOrWhiteSpace(options.Bucket)) yield return "Livecaller:S3:Bucket is missing; expected the name of a bucket.";
        if (options.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)))
            yield return $"Livecaller:S3:Endpoint is '{endpoint.OriginalString}'; it must be an address like https://s3.example.";
        if (string.IsNullOrEmpty(options.AccessKey) != string.IsNullOrEmpty(options.SecretKey))
            yield return "Livecaller:S3:AccessKey and SecretKey must be set together, or neither of them.";
        if (options.Prefix.StartsWith('/') || options.Prefix.Any(char.IsControl))
            yield return $"Livecaller:S3:Prefix is '{options.Prefix}'; it must be text like livecaller/, without a slash at its beginning.";
    }
}
